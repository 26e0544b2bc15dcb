import type { PeopleSeen, TrainerState } from '../../shared/lifecycle/trainerState.ts';
import { isDue } from '../people/isDue.ts';
import { countEnded, readPeople, type ReadPeopleOptions } from '../people/readPeople.ts';
import type { Cast } from './nextJob.ts';

export interface LookAtPeopleOptions extends Omit<ReadPeopleOptions, 'game'> {
  /** When the log was last read. */
  readonly seen: TrainerState['people'];
  readonly cast: Cast;
}

/**
 * How many episodes of consenting people there are. Reading all of them takes long, so that is done only for games in
 * which enough new ones have ended for another model of people, had all of their people agreed.
 * @throws PeopleUnreadable
 */
export async function lookAtPeople({
  seen,
  cast,
  ...reading
}: LookAtPeopleOptions): Promise<TrainerState['people']> {
  const people: Record<string, PeopleSeen> = { ...seen };
  for (const [game, ended] of Object.entries(await countEnded(reading))) {
    const before = seen[game] ?? { ended: 0, given: 0, known: cast[game]?.knowledge?.given ?? 0 };
    if (!isDue({ now: before.given + ended - before.ended, known: before.known })) continue;
    const { given } = await readPeople({ ...reading, game }, () => undefined);
    people[game] = { ...before, ended, given };
  }
  return people;
}
