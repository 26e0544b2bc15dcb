import type { Demonstration } from './demonstrations.ts';
import { logWidth, symbolCount, symbolsOf } from './symbols.ts';

/** What a model says of one decision of a demonstration. */
export interface Prediction {
  /** Of what the person did; of a continuous action the log-density. Nats. */
  readonly logLikelihood: number;
  /** Whether what it holds likeliest is what the person did; null for continuous actions. */
  readonly hit: boolean | null;
}

export type Predict = (demonstration: Demonstration, step: number) => Prediction;

/** Every action is equally likely. */
export const predictUniformly: Predict = ({ space }) =>
  space.kind === 'discrete'
    ? // A guess is right once in so many; whether this one is nobody can say.
      { logLikelihood: -Math.log(space.names.length), hit: null }
    : { logLikelihood: -space.names.length * Math.log(space.high - space.low), hit: null };

/**
 * A memory-one model of everybody: how often which action followed which last ones, the seat's own and, in games of
 * two, the other's, with one imagined occurrence of each (Laplace). Of a continuous action every number is counted by
 * itself, in fifths of its box, equally likely within a fifth.
 * @param demonstrations what it is fitted to: own choices alone
 */
export function fitMemoryOne(demonstrations: readonly Demonstration[]): Predict {
  const counts = new Map<string, Float64Array>();
  for (const demonstration of demonstrations) {
    for (let t = 0; t < demonstration.steps; t += 1) {
      if (demonstration.learnable[t] === 0) continue;
      const symbols = symbolsAt(demonstration, t);
      for (const [i, symbol] of symbols.entries()) {
        const key = situation(demonstration, t, i);
        const row = counts.get(key) ?? new Float64Array(symbolCount(demonstration.space));
        row[symbol]! += 1;
        counts.set(key, row);
      }
    }
  }
  return (demonstration, t) => {
    const { space } = demonstration;
    const size = symbolCount(space);
    let [logLikelihood, hit] = [0, true];
    for (const [i, symbol] of symbolsAt(demonstration, t).entries()) {
      const row = counts.get(situation(demonstration, t, i)) ?? new Float64Array(size);
      const total = row.reduce((sum, count) => sum + count, 0);
      logLikelihood += Math.log(((row[symbol] as number) + 1) / (total + size)) - logWidth(space);
      hit &&= row.indexOf(Math.max(...row)) === symbol;
    }
    return { logLikelihood, hit: space.kind === 'discrete' ? hit : null };
  };
}

function symbolsAt({ own, space }: Demonstration, t: number): readonly number[] {
  return symbolsOf(own[t] as Demonstration['own'][number], space);
}

/** Number i of the last actions, of both sides; 'first' before there are any. */
function situation({ own, other, space }: Demonstration, t: number, i: number): string {
  const last = own[t - 1];
  if (last === undefined) return `first ${i}`;
  const theirs = other?.[t - 1];
  const symbol = theirs === undefined ? '' : symbolsOf(theirs, space)[i];
  return `${i} ${symbolsOf(last, space)[i]} ${symbol}`;
}
