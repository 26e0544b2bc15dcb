import type { Probe } from '../../../client/learn/protocol.ts';

/** A probe of a policy that moves at random, with changes. */
export function makeProbe(iteration: number, changes: Partial<Probe['cooperation']> = {}): Probe {
  return { iteration, cooperation: { start: 0.5, CC: 0.5, CD: 0.5, DC: 0.5, DD: 0.5, ...changes } };
}
