import { RandomStream } from '../../shared/random.ts';
import type { BySituation, ExactGame } from '../exact/memoryOneValue.ts';
import { firstMetaState, metaStep } from '../exact/metaGame.ts';
import type { OwnMeasure } from './algorithm.ts';

/** How strategies that do not shape are measured: as M-FOS' config has it. */
const STEPS = 50;
const RATE = 1;

export const MEASURED_GAMES = 64;

/** Where games of learning start that are measured: those of training have seeds of their own. */
export function measuringStream(): RandomStream {
  return new RandomStream(1, 'games of learning, measured');
}

/** Both [T, B], per round of the inner game. */
interface GamesOfLearning {
  readonly own: Float32Array;
  readonly others: Float32Array;
}

/** What it gets while naive learners learn against it, and what these get: over all inner games, and over the last quarter. */
export function measuresAgainstNaive({ own, others }: GamesOfLearning): readonly OwnMeasure[] {
  const late = Math.floor((own.length / MEASURED_GAMES) * 0.75);
  return [
    { name: 'against naive learners', values: perGame(own, 0) },
    { name: 'naive learners against it', values: perGame(others, 0) },
    { name: 'in the end against naive learners', values: perGame(own, late) },
    { name: 'naive learners against it in the end', values: perGame(others, late) },
  ];
}

/** The same of somebody who plays one strategy all the time. */
export function fixedAgainstNaive(own: BySituation, game: ExactGame): readonly OwnMeasure[] {
  const rng = measuringStream();
  const results = {
    own: new Float32Array(STEPS * MEASURED_GAMES),
    others: new Float32Array(STEPS * MEASURED_GAMES),
  };
  for (let g = 0; g < MEASURED_GAMES; g += 1) {
    let [, other] = firstMetaState(rng);
    for (let t = 0; t < STEPS; t += 1) {
      const { rewards, learned } = metaStep([own, other], game, RATE);
      results.own[t * MEASURED_GAMES + g] = rewards[0];
      results.others[t * MEASURED_GAMES + g] = rewards[1];
      other = learned;
    }
  }
  return measuresAgainstNaive(results);
}

/** Means over the steps from `first` on. @param rewards [T, B]   @returns [B] */
export function perGame(rewards: Float32Array, first: number): readonly number[] {
  const steps = rewards.length / MEASURED_GAMES;
  return Array.from({ length: MEASURED_GAMES }, (_, g) => {
    let total = 0;
    for (let t = first; t < steps; t += 1) total += rewards[t * MEASURED_GAMES + g] as number;
    return total / (steps - first);
  });
}
