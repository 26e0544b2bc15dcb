import { estimate, type Estimate } from '../evaluation/estimate.ts';
import type { Predict, Prediction } from './baselines.ts';
import type { Demonstration } from './demonstrations.ts';

/** How well something foretells what people did. */
export interface Fit {
  /** Mean log-likelihood of a decision, nats (of a density where actions are continuous), over all decisions. */
  readonly logLikelihood: number;
  /** Mean over people of their own mean, with its standard error. */
  readonly overPeople: Estimate | null;
  /** Part of the decisions that it held likeliest; null where that is not told. */
  readonly accuracy: number | null;
  readonly decisions: number;
}

/** Sums predictions up, person by person. */
export class FitTally {
  readonly #people = new Map<string, { sum: number; count: number }>();
  #hits = 0;
  #told = 0;

  add({ participant }: Demonstration, { logLikelihood, hit }: Prediction): void {
    const person = this.#people.get(participant) ?? { sum: 0, count: 0 };
    person.sum += logLikelihood;
    person.count += 1;
    this.#people.set(participant, person);
    if (hit === null) return;
    this.#told += 1;
    if (hit) this.#hits += 1;
  }

  get fit(): Fit {
    const people = [...this.#people.values()];
    const decisions = people.reduce((all, { count }) => all + count, 0);
    const sum = people.reduce((all, one) => all + one.sum, 0);
    return {
      logLikelihood: decisions === 0 ? 0 : sum / decisions,
      overPeople: estimate(people.map((one) => one.sum / one.count)),
      accuracy: this.#told === 0 ? null : this.#hits / this.#told,
      decisions,
    };
  }
}

/** Of the own choices of people. */
export function fitOf(demonstrations: readonly Demonstration[], predict: Predict): Fit {
  const tally = new FitTally();
  for (const demonstration of demonstrations) {
    for (let t = 0; t < demonstration.steps; t += 1) {
      if (demonstration.learnable[t] === 1) tally.add(demonstration, predict(demonstration, t));
    }
  }
  return tally.fit;
}
