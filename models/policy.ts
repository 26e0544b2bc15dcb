import type { Action } from '../shared/game.ts';
import type { Rng } from '../shared/random.ts';
import { FREE, type CreateNetwork } from './learner.ts';
import type { ActionHead } from './networks/actionHead.ts';
import { groupOf, type NetworkLayout } from './networks/layout.ts';
import type { RecurrentNetwork } from './networks/network.ts';

export interface PolicyInput {
  /** [B, D] */
  readonly observations: Float32Array;
  /** [B, memoryLength], each belonging to one seat of one episode; zeros at its start. */
  readonly memories: Float32Array;
  /** One stream per row: what a row draws depends on nobody else in the batch. */
  readonly rngs: readonly Rng[];
}

export interface PolicyChoice {
  readonly action: Action;
  readonly logProb: number;
  /** Of every action, if the space is discrete. */
  readonly probabilities: readonly number[] | undefined;
  /** What the critic expects from here on, if there is one. */
  readonly value: number | undefined;
}

/** A trained agent that plays. It has no hidden state: what it remembers goes out and comes back in. */
export interface Policy {
  readonly inputs: number;
  readonly memoryLength: number;
  act(
    input: PolicyInput,
  ): Promise<{ readonly choices: readonly PolicyChoice[]; readonly memories: Float32Array }>;
}

/** Parameters of a network that will not change any more. */
export interface FrozenNetwork {
  readonly layout: NetworkLayout;
  readonly parameters: Float32Array;
}

export interface PolicyOptions {
  readonly head: ActionHead;
  readonly actor: FrozenNetwork;
  /** Left out: choices have no value. The actor's own network, if they share it. */
  readonly critic?: FrozenNetwork;
  readonly createNetwork: CreateNetwork;
}

/** @throws RangeError from `act` if the arrays do not fit the number of rows */
export function createPolicy({ head, actor, critic, createNetwork }: PolicyOptions): Policy {
  const parts = critic === undefined || critic === actor ? [actor] : [actor, critic];
  const widths = parts.map(({ layout }) => layout.spec.memory);
  const memoryLength = widths.reduce((sum, width) => sum + width, 0);
  const { inputs } = actor.layout.spec;
  const networksFor = networksBySize(parts, createNetwork);
  const free =
    head.free === 0 ? new Float32Array(0) : actor.parameters.subarray(groupOf(actor.layout, FREE).offset);
  return {
    inputs,
    memoryLength,
    async act({ observations, memories, rngs }) {
      const rows = rngs.length;
      checkLength('observations', observations, rows * inputs);
      checkLength('memories', memories, rows * memoryLength);
      const networks = networksFor(rows);
      const remembered = new Float32Array(memories.length);
      let place = 0;
      for (const [i, network] of networks.entries()) {
        const width = widths[i] as number;
        network.observations.set(observations);
        copyColumns(
          memories,
          { width: memoryLength, from: place },
          network.initialMemory,
          { width, from: 0 },
          rows,
        );
        await network.forwardStep(0);
        copyColumns(
          network.memoryAfter(0),
          { width, from: 0 },
          remembered,
          { width: memoryLength, from: place },
          rows,
        );
        place += width;
      }
      const acting = networks[0] as RecurrentNetwork;
      const valuing = critic === undefined ? undefined : (networks.at(-1) as RecurrentNetwork);
      const choices = rngs.map((rng, row) => choose({ head, free, acting, valuing, row, rng }));
      return { choices, memories: remembered };
    },
  };
}

interface Choosing {
  readonly head: ActionHead;
  readonly free: Float32Array;
  readonly acting: RecurrentNetwork;
  readonly valuing: RecurrentNetwork | undefined;
  readonly row: number;
  readonly rng: Rng;
}

function choose({ head, free, acting, valuing, row, rng }: Choosing): PolicyChoice {
  const { width } = acting.layout.heads.actor as { readonly width: number };
  const from = { outputs: acting.outputs('actor'), offset: row * width, free };
  const stored = new Float32Array(head.stored);
  const logProb = head.sample(from, rng, stored, 0);
  const valueWidth = valuing?.layout.heads.critic?.width ?? 0;
  return {
    action: head.action(stored, 0),
    logProb,
    probabilities: head.probabilities(from),
    value: valuing?.outputs('critic')[row * valueWidth],
  };
}

/** Networks of 1, 2, 4, ... rows, made when first needed: a batch wastes less than half of one. */
function networksBySize(parts: readonly FrozenNetwork[], createNetwork: CreateNetwork) {
  const made = new Map<number, readonly RecurrentNetwork[]>();
  return (rows: number): readonly RecurrentNetwork[] => {
    const size = 2 ** Math.ceil(Math.log2(Math.max(1, rows)));
    let networks = made.get(size);
    if (networks === undefined) {
      networks = parts.map(({ layout, parameters }) => {
        const network = createNetwork(layout, { rows: size, steps: 1 });
        network.parameters.set(parameters);
        return network;
      });
      made.set(size, networks);
    }
    return networks;
  };
}

interface Columns {
  /** Numbers per row. */
  readonly width: number;
  readonly from: number;
}

function copyColumns(source: Float32Array, s: Columns, target: Float32Array, t: Columns, rows: number): void {
  const count = Math.min(s.width, t.width);
  for (let row = 0; row < rows; row += 1) {
    const start = row * s.width + s.from;
    target.set(source.subarray(start, start + count), row * t.width + t.from);
  }
}

function checkLength(name: string, array: Float32Array, length: number): void {
  if (array.length !== length) throw new RangeError(`expected ${length} ${name}, got ${array.length}`);
}
