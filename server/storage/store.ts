import type { LogEvent } from '../../shared/log/events.ts';

export interface ParticipantRow {
  readonly participant: string;
  /** SHA-256 of the secret, hex; the secret itself is never stored. */
  readonly secretHash: string;
  readonly createdAt: number;
}

export interface ConsentRow {
  readonly participant: string;
  readonly given: boolean;
  readonly textVersion: string;
  readonly at: number;
}

export interface EpisodeFilter {
  readonly game?: string;
  /** Episodes that started at or after this time (epoch ms). */
  readonly since?: number;
}

/**
 * The research store. Append-only. Writers call `append` and wait for `durable` before they let anybody see
 * what follows from it; many rooms share one commit. Every implementation passes test/contracts/store.test.ts.
 */
export interface ResearchStore {
  /** False while the disk refuses: what was appended is kept and tried again, but is not durable. */
  readonly healthy: boolean;
  /** Appended, not yet durable. */
  readonly pendingEvents: number;
  /**
   * Takes events in order; nothing is promised before `durable` resolves.
   * @throws LogEventRefused at the first event that is malformed or cannot follow those before it (those are taken)
   */
  append(events: readonly LogEvent[]): void;
  /** Resolves when all that was appended before this call survives the death of the process.
   *  @throws StorageError if the disk refused (then nothing of the batch is lost: it is kept and tried again) */
  durable(): Promise<void>;
  /** Resolves when the row survives a power failure.  @throws StorageError; RangeError if it is there already */
  addParticipant(row: ParticipantRow): Promise<void>;
  /** As `addParticipant`.  @throws RangeError if there is no such participant */
  addConsent(row: ConsentRow): Promise<void>;
  participantBySecretHash(secretHash: string): ParticipantRow | undefined;
  /** All durable events of one episode, in order; empty if unknown. */
  episodeEvents(episode: string): readonly LogEvent[];
  /** Ids in order of start, durable ones. */
  episodeIds(filter: EpisodeFilter): IterableIterator<string>;
  /** Ends episodes that a dead process left running, with reason 'cut'.  @returns their ids */
  markCutEpisodes(now: number): Promise<readonly string[]>;
  /** Commits what is buffered and closes the files.  @throws StorageError if events could not be saved */
  close(): Promise<void>;
}
