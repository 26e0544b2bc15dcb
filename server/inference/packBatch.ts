import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import type { Inputs } from '../../models/networks/layout.ts';
import type { AgentChannel } from './agentChannel.ts';
import type { InferenceGroup } from './messages.ts';

export interface PackedGroup {
  readonly checkpoint: LoadedCheckpoint;
  /** In the order of the group's rows. */
  readonly channels: readonly AgentChannel[];
  readonly group: InferenceGroup;
}

/** Puts what many seats ask into one group per checkpoint. */
export function packBatch(channels: Iterable<AgentChannel>): readonly PackedGroup[] {
  const byCheckpoint = new Map<string, AgentChannel[]>();
  for (const channel of channels) {
    const { id } = channel.checkpoint.meta;
    const together = byCheckpoint.get(id);
    if (together) together.push(channel);
    else byCheckpoint.set(id, [channel]);
  }
  return [...byCheckpoint.values()].map(packGroup);
}

function packGroup(channels: readonly AgentChannel[]): PackedGroup {
  const { checkpoint } = channels[0] as AgentChannel;
  const sent = channels.map((channel) => channel.send());
  return {
    checkpoint,
    channels,
    group: {
      checkpoint: checkpoint.meta.id,
      counts: Int32Array.from(sent, ({ observations }) => observations.length),
      observations: joined(sent.flatMap(({ observations }) => observations)),
      memories: joined(sent.map(({ memory }) => memory)),
      draws: sent.map(({ draw }) => draw),
    },
  };
}

/** Arrays of one kind, one behind the other. */
function joined<T extends Inputs>(arrays: readonly T[]): T {
  const length = arrays.reduce((sum, array) => sum + array.length, 0);
  const out = (arrays[0] instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length)) as T;
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}
