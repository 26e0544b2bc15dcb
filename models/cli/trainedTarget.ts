import { parsePlayerRef } from '../../shared/playerRef.ts';
import type { CheckpointMeta } from '../checkpoints/checkpoint.ts';
import { loadAgentCheckpoint } from '../players/resolvePlayers.ts';
import type { CliContext } from './context.ts';

/**
 * What is known of an agent, whose game and parameters are those that it is attacked in; undefined for others.
 * @throws RangeError, UnusablePlayer if there is no such player
 */
export async function trainedTarget(ref: string, context: CliContext): Promise<CheckpointMeta | undefined> {
  const parsed = parsePlayerRef(ref);
  if (parsed.kind !== 'agent') return undefined;
  return (await loadAgentCheckpoint(ref, parsed.source, context)).meta;
}
