import type { AgentPlaces } from './agentPlaces.ts';
import { findAgent, type FoundAgent } from './agents.ts';
import { isModelOfPeople } from './origin.ts';

/**
 * An agent that may come to meet people as agent:live/GAME. Rooms look for it in the data folder and among the released
 * ones: one that lies elsewhere could never be met.
 * @param ref `agent:...`   @throws RangeError if it is a model of people, or in neither place, and as `findAgent`
 */
export async function findCandidate(ref: string, places: AgentPlaces): Promise<FoundAgent> {
  const { meta } = await findAgent(ref, places);
  if (isModelOfPeople(meta)) throw new RangeError(`expected a candidate, got a model of people: ${ref}`);
  return findAgent(`agent:${meta.id}`, places);
}
