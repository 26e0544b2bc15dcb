import type { LogEvent } from '../../shared/log/events.ts';
import { ReplayDivergence } from '../../shared/log/divergence.ts';
import { exploitationIndices, type ExploitationIndex } from '../../shared/people/exploitationIndex.ts';
import { personPlays, type PersonPlay } from '../../shared/people/personPlay.ts';
import { readPeople, type PeopleCounts, type ReadPeopleOptions } from './readPeople.ts';

export interface PeopleReport {
  /** Episodes with people in them. */
  readonly episodes: PeopleCounts & {
    /** Given, but their log is not that of the rules. */
    readonly invalid: number;
  };
  readonly indices: readonly ExploitationIndex[];
}

/** Where the bootstrap's randomness starts: fixed, so that a report of the same log says the same. */
const BOOTSTRAP_SEED = 1;

/** How people treat every partner, from the episodes of those who have agreed.  @throws PeopleUnreadable */
export async function peopleReport(options: ReadPeopleOptions): Promise<PeopleReport> {
  const plays: PersonPlay[] = [];
  let invalid = 0;
  const counts = await readPeople(options, (events: readonly LogEvent[]) => {
    try {
      plays.push(...personPlays(events));
    } catch (error) {
      if (!(error instanceof ReplayDivergence)) throw error;
      invalid += 1;
    }
  });
  return { episodes: { ...counts, invalid }, indices: exploitationIndices(plays, BOOTSTRAP_SEED) };
}
