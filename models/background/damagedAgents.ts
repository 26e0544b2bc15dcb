import type { TrainerJob } from '../../shared/lifecycle/trainerState.ts';
import type { AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { findAgent } from '../checkpoints/agents.ts';
import { loadCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';

/** Agents that a turn would start from or meet and whose files cannot be used: by id, why. */
export async function damagedAgents(
  { parent, target, past, opponents }: TrainerJob,
  places: AgentPlaces,
): Promise<ReadonlyMap<string, string>> {
  const met = opponents.flatMap(({ player }) => /^agent:([0-9a-f]{64})$/.exec(player)?.[1] ?? []);
  const ids = new Set([parent, target, ...past, ...met].filter((id) => id !== null));
  const damaged = new Map<string, string>();
  for (const id of ids) {
    try {
      await loadCheckpoint((await findAgent(`agent:${id}`, places)).folder);
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint)) throw error;
      damaged.set(id, error.message);
    }
  }
  return damaged;
}
