import { RandomStream, type Seed } from '../../shared/random.ts';
import type { Demonstration } from './demonstrations.ts';

export interface Split {
  /** What a model learns from, ... */
  readonly training: readonly Demonstration[];
  /** ... what tells it when to stop, ... */
  readonly validation: readonly Demonstration[];
  /** ... and what it is reported on, unseen. */
  readonly heldOut: readonly Demonstration[];
  /** What was kept whole: nobody is on two sides; with fewer than five people no episode is. */
  readonly by: 'participants' | 'episodes';
}

const FEWEST_PEOPLE = 5;
const HELD_OUT = 0.2;
const VALIDATION = 0.15;

/**
 * Splits by person, so that the report is about people whom the model has never seen; by episode where there are few.
 * Who goes where depends on seed and id, not on the order of the log.
 * @returns undefined where there is too little for three parts
 */
export function splitPeople(demonstrations: readonly Demonstration[], seed: Seed): Split | undefined {
  const people = new Set(demonstrations.map(({ participant }) => participant));
  const by = people.size >= FEWEST_PEOPLE ? 'participants' : 'episodes';
  const nameOf = (one: Demonstration): string => (by === 'participants' ? one.participant : one.episode);
  const names = [...new Set(demonstrations.map(nameOf))]
    .map((name) => ({ name, draw: new RandomStream(seed, `split ${name}`).float() }))
    .toSorted((a, b) => a.draw - b.draw)
    .map(({ name }) => name);
  if (names.length < 3) return undefined;
  const heldOut = new Set(names.slice(0, Math.ceil(HELD_OUT * names.length)));
  const rest = names.slice(heldOut.size);
  const validation = new Set(rest.slice(0, Math.ceil(VALIDATION * names.length)));
  if (validation.size === rest.length) return undefined;
  return {
    training: demonstrations.filter((one) => !heldOut.has(nameOf(one)) && !validation.has(nameOf(one))),
    validation: demonstrations.filter((one) => validation.has(nameOf(one))),
    heldOut: demonstrations.filter((one) => heldOut.has(nameOf(one))),
    by,
  };
}
