import type { LogEvent } from '../../../shared/log/events.ts';

const KEPT = 20;

/** Episodes that were played to be looked at, and stand in no log: the newest few, in memory. */
export class ShownEpisodes {
  readonly #episodes = new Map<string, readonly LogEvent[]>();

  /** @returns its id   @throws RangeError if there is none in it */
  add(events: readonly LogEvent[]): string {
    const id = events[0]?.episode;
    if (id === undefined) throw new RangeError('expected the log of an episode, got nothing');
    this.#episodes.set(id, events);
    const [oldest] = this.#episodes.keys();
    if (this.#episodes.size > KEPT && oldest !== undefined) this.#episodes.delete(oldest);
    return id;
  }

  get(id: string): readonly LogEvent[] {
    return this.#episodes.get(id) ?? [];
  }
}
