import type { ControllerTag, LogEvent } from '../../shared/log/events.ts';

/** Steps until the next episode begins. */
const STEPS = 50;

/** A room of two that logs what a game of negotiation logs, without playing it. */
export class BenchRoom {
  readonly index: number;
  readonly #name: string;
  readonly #controllers: readonly ControllerTag[];
  #episode = 0;
  #step = STEPS;

  constructor(name: string, index: number) {
    this.#name = name;
    this.index = index;
    this.#controllers = [0, 1].map((seat) => ({
      kind: 'human',
      id: `${name}-person-${seat}`,
      version: null,
    }));
  }

  /** Two decisions and their rewards; before and after them an end and a start where an episode is over. */
  nextStep(now: number): LogEvent[] {
    const events = this.#step === STEPS ? this.#nextEpisode(now) : [];
    const episode = this.#id();
    const step = this.#step;
    for (const [seat, controller] of this.#controllers.entries()) {
      events.push({
        kind: 'decision',
        episode,
        step,
        seat,
        controller,
        action: [1.25, 0.5 * seat, step / 10],
        source: 'input',
        tShown: now - 900,
        tInput: now - 30,
        tServer: now,
        roundTripMs: 24.5,
        flags: [],
      });
    }
    events.push({
      kind: 'rewards',
      episode,
      step,
      rewards: [0.25, 0.4375],
      returns: [0.25 * (step + 1), 0.4375 * (step + 1)],
      at: now,
    });
    this.#step += 1;
    return events;
  }

  #nextEpisode(at: number): LogEvent[] {
    const events: LogEvent[] = [];
    if (this.#episode > 0) {
      const returns = [0.25 * STEPS, 0.4375 * STEPS];
      events.push({
        kind: 'episode.ended',
        episode: this.#id(),
        steps: STEPS,
        reason: 'truncated',
        returns,
        at,
      });
    }
    this.#episode += 1;
    this.#step = 0;
    events.push({
      kind: 'episode.started',
      schema: 1,
      episode: this.#id(),
      game: 'negotiation',
      params: { rounds: STEPS, items: 3, maxProposal: 5, values: { low: 1, high: 5 } },
      rulesVersion: 1,
      seed: this.#episode,
      steps: null,
      codeVersion: 'bench',
      occupants: this.#controllers.map((controller, seat) => ({ seat, controller })),
      condition: {},
      at,
    });
    return events;
  }

  #id(): string {
    return `${this.#name}-${this.#episode}`;
  }
}
