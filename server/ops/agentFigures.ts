import type { Clock } from '../../shared/clock.ts';
import type { OpsAgent } from '../../shared/protocol/ops.ts';
import { Recent } from './recent.ts';

/** Agents that are remembered; beyond, those asked longest ago are forgotten. */
const MAX_AGENTS = 50;

/** How fast each trained agent decides, and how often something else had to play for it. */
export class AgentFigures {
  readonly #clock: Clock;
  readonly #agents = new Map<string, { readonly latency: Recent; answered: number; replaced: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  answered(ms: number, agent: string): void {
    const figures = this.#of(agent);
    figures.answered += 1;
    figures.latency.record(ms);
  }

  replaced(agent: string): void {
    this.#of(agent).replaced += 1;
  }

  all(): readonly OpsAgent[] {
    return [...this.#agents].map(([agent, { latency, answered, replaced }]) => ({
      agent,
      latency: latency.quantiles(),
      answered,
      replaced,
    }));
  }

  #of(agent: string) {
    const known = this.#agents.get(agent) ?? { latency: new Recent(this.#clock), answered: 0, replaced: 0 };
    // Maps keep the order of insertion: who is asked now comes last.
    this.#agents.delete(agent);
    this.#agents.set(agent, known);
    const [oldest] = this.#agents.keys();
    if (this.#agents.size > MAX_AGENTS && oldest !== undefined) this.#agents.delete(oldest);
    return known;
  }
}
