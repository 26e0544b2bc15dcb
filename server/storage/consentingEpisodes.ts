import type { LogEvent } from '../../shared/log/events.ts';
import { peopleIn } from '../../shared/log/peopleIn.ts';
import { isExploiter, isSimulated } from '../../shared/simulated.ts';
import type { EpisodeSelection, LogReader } from './logReader.ts';

export interface ConsentingSelection extends Pick<EpisodeSelection, 'game' | 'since' | 'upTo'> {
  /**
   * Programs that sat in people's seats and said so: taken along they need no consent, people beside them do. Standing
   * exploiters never are: they pass for nobody, and have a report of their own (`standing`).
   */
  readonly simulated: 'left-out' | 'taken-along';
}

/** What became of ended episodes in which somebody sat, a person or one who passed for a person. */
export interface ConsentCounts {
  given: number;
  /** Somebody in them has not agreed, or no longer, or is not known. */
  withoutConsent: number;
  /** Left out: a program played a person. */
  simulated: number;
  /** Left out: a standing exploiter tested an agent. */
  exploiters: number;
}

export const NO_EPISODES: Readonly<ConsentCounts> = {
  given: 0,
  withoutConsent: 0,
  simulated: 0,
  exploiters: 0,
};

/**
 * Ended episodes with people in them, all of whom have agreed to the use of their decisions: whoever held a seat at any
 * time has given consent, and their last answer was yes. The answer of now counts, for all episodes: who takes it back
 * takes all of them back.
 *
 * An episode with one person who has not agreed is left out as a whole. With that person's rows masked the rest could
 * not be replayed, and would still say what they did: the others' observations are made of it.
 *
 * This is the only way by which anything that learns or reports gets people's decisions.
 * @param counts are kept up to date
 */
export function* consentingEpisodes(
  reader: LogReader,
  { simulated, ...selection }: ConsentingSelection,
  counts: ConsentCounts = { ...NO_EPISODES },
): Generator<readonly LogEvent[], undefined> {
  const upTo = selection.upTo ?? reader.lastEpisodeId();
  for (const episode of reader.episodeIds({ ...selection, upTo, ended: 'only' })) {
    const events = reader.episodeEvents(episode);
    const people = [...peopleIn(events)];
    if (people.length === 0) continue;
    if (people.some(isExploiter)) counts.exploiters += 1;
    else if (simulated === 'left-out' && people.some(isSimulated)) counts.simulated += 1;
    else if (people.every((id) => isSimulated(id) || hasAgreed(reader, id))) {
      counts.given += 1;
      yield events;
    } else counts.withoutConsent += 1;
  }
  return undefined;
}

function hasAgreed(reader: LogReader, participant: string): boolean {
  return reader.participant(participant)?.consent?.given === true;
}
