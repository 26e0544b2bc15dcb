import { logEventSchema, type LogEvent } from '../../shared/log/events.ts';

/**
 * An event that is malformed or cannot follow those before it: a fault of its writer, refused at once, because
 * rooms share commits, and an event that the file refuses would hold up those of all the others.
 */
export class LogEventRefused extends Error {
  constructor(event: LogEvent, problem: string) {
    super(`${event.kind} of episode ${event.episode}: ${problem}`);
    this.name = 'LogEventRefused';
  }
}

/** Where an event belongs. */
export interface LedgerEntry {
  /** Number of the episode in the store. */
  readonly episodeId: number;
  /** Place of the event within its episode, from 0. */
  readonly seq: number;
}

interface OpenEpisode {
  readonly episodeId: number;
  seq: number;
  step: number;
  /** Seats that have decided in `step`, as bits. */
  decided: number;
}

const MOST_SEATS = 31;

/** Knows the episodes that this process has started and not ended, and what may come next in each. */
export class EpisodeLedger {
  readonly #open = new Map<string, OpenEpisode>();
  readonly #isKnown: (episode: string) => boolean;
  #nextId: number;

  /** @param isKnown whether the store holds an episode already */
  constructor(nextId: number, isKnown: (episode: string) => boolean) {
    this.#nextId = nextId;
    this.#isKnown = isKnown;
  }

  isOpen(episode: string): boolean {
    return this.#open.has(episode);
  }

  /** @throws LogEventRefused */
  enter(event: LogEvent): LedgerEntry {
    const { error } = logEventSchema.safeParse(event);
    if (error) throw new LogEventRefused(event, error.message);
    if (event.kind === 'episode.started') return this.#start(event);
    const open = this.#open.get(event.episode);
    if (!open) throw new LogEventRefused(event, 'expected a running episode of this process, got another');
    if (event.kind === 'decision') decide(open, event);
    if (event.kind === 'rewards') resolve(open, event);
    if (event.kind === 'episode.ended') this.#open.delete(event.episode);
    const entry = { episodeId: open.episodeId, seq: open.seq };
    open.seq += 1;
    return entry;
  }

  #start(event: LogEvent): LedgerEntry {
    if (this.#open.has(event.episode) || this.#isKnown(event.episode)) {
      throw new LogEventRefused(event, 'expected a new id, got one that is taken');
    }
    const episodeId = this.#nextId;
    this.#nextId += 1;
    this.#open.set(event.episode, { episodeId, seq: 1, step: 0, decided: 0 });
    return { episodeId, seq: 0 };
  }
}

function decide(open: OpenEpisode, event: LogEvent & { kind: 'decision' }): void {
  const { step, seat } = event;
  if (step !== open.step) throw new LogEventRefused(event, `expected step ${open.step}, got ${step}`);
  if (seat >= MOST_SEATS)
    throw new LogEventRefused(event, `expected a seat below ${MOST_SEATS}, got ${seat}`);
  const bit = 1 << seat;
  if (open.decided & bit) {
    throw new LogEventRefused(event, `expected one decision of seat ${seat} in step ${step}, got a second`);
  }
  open.decided |= bit;
}

function resolve(open: OpenEpisode, event: LogEvent & { kind: 'rewards' }): void {
  if (event.step !== open.step) {
    throw new LogEventRefused(event, `expected step ${open.step}, got ${event.step}`);
  }
  open.step += 1;
  open.decided = 0;
}
