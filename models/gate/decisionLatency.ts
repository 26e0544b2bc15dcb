import { startEpisode } from '../../shared/episode.ts';
import type { AnyGame } from '../../shared/game.ts';
import type { Measure } from '../../shared/lifecycle/verdict.ts';
import { RandomStream } from '../../shared/random.ts';
import { median } from '../evaluation/statistics.ts';
import type { Policy } from '../policies/policy.ts';
import { readSeat, seatInputs } from '../policies/readSeat.ts';

const WARM_UP = 20;
const DECISIONS = 101;

/**
 * How long one decision for one seat takes, as rooms ask it. The median: what else the machine does makes single
 * decisions slow, not half of them.
 * @param params parsed   @param seconds a monotonic stopwatch
 */
export function decisionLatency(
  policy: Policy,
  game: AnyGame,
  params: unknown,
  seconds: () => number,
): Measure {
  const episode = startEpisode({ game, params, seed: 1 });
  const observations = seatInputs(policy.inputs, 1);
  readSeat(policy.inputs, episode, 0, observations, 0);
  const rng = new RandomStream(1, 'latency');
  let memories: Float32Array = new Float32Array(policy.memoryLength);
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + DECISIONS; i += 1) {
    const startedAt = seconds();
    ({ memories } = policy.act({ observations, memories, rngs: [rng] }));
    if (i >= WARM_UP) times.push((seconds() - startedAt) * 1000);
  }
  return { mean: median(times), standardError: null, n: times.length };
}
