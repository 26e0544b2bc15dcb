import type { LogEvent } from '../../shared/log/events.ts';
import { EpisodeLedger } from './episodeLedger.ts';
import { StorageError } from './storageError.ts';
import type { ConsentRow, EpisodeFilter, ParticipantRow, ResearchStore } from './store.ts';

/** A store that forgets everything with the process: for tests and load tests. Keeps the whole contract but that. */
export class MemoryStore implements ResearchStore {
  readonly healthy = true;
  readonly consents: ConsentRow[] = [];
  readonly #episodes = new Map<string, LogEvent[]>();
  readonly #participants = new Map<string, ParticipantRow>();
  readonly #ledger = new EpisodeLedger(1, (episode) => this.#episodes.has(episode));
  #pending: LogEvent[] = [];
  #isClosed = false;

  get pendingEvents(): number {
    return this.#pending.length;
  }

  append(events: readonly LogEvent[]): void {
    this.#expectOpen();
    for (const event of events) {
      this.#ledger.enter(event);
      this.#pending.push(structuredClone(event));
    }
  }

  async durable(): Promise<void> {
    if (this.#pending.length === 0) return;
    // Not before the turn of the event loop is over, as with a real disk.
    await new Promise((resolve) => setImmediate(resolve));
    this.#commit();
  }

  addParticipant(row: ParticipantRow): Promise<void> {
    this.#expectOpen();
    const isTaken =
      this.#participants.has(row.participant) || this.participantBySecretHash(row.secretHash) !== undefined;
    if (isTaken) return Promise.reject(new RangeError('expected a new participant, got one that is there'));
    this.#participants.set(row.participant, row);
    return Promise.resolve();
  }

  addConsent(row: ConsentRow): Promise<void> {
    this.#expectOpen();
    if (!this.#participants.has(row.participant)) {
      return Promise.reject(new RangeError(`expected a known participant, got ${row.participant}`));
    }
    this.consents.push(row);
    return Promise.resolve();
  }

  participantBySecretHash(secretHash: string): ParticipantRow | undefined {
    return [...this.#participants.values()].find((row) => row.secretHash === secretHash);
  }

  episodeEvents(episode: string): readonly LogEvent[] {
    return structuredClone(this.#episodes.get(episode) ?? []);
  }

  *episodeIds({ game, since }: EpisodeFilter): Generator<string, undefined> {
    for (const [episode, [start]] of this.#episodes) {
      if (start?.kind !== 'episode.started') continue;
      if ((game === undefined || start.game === game) && (since === undefined || start.at >= since)) {
        yield episode;
      }
    }
    return undefined;
  }

  /** Nothing survives a process, so that nothing is ever cut. */
  markCutEpisodes(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#commit();
    return Promise.resolve();
  }

  #commit(): void {
    for (const event of this.#pending) {
      const events = this.#episodes.get(event.episode);
      if (events) events.push(event);
      else this.#episodes.set(event.episode, [event]);
    }
    this.#pending = [];
  }

  #expectOpen(): void {
    if (this.#isClosed) throw new StorageError('closed', 'the research log is closed');
  }
}
