import type { Learner } from '../learner.ts';
import { WorthOfDeals, type Deals } from '../returns/dealtLuck.ts';
import { removeLuck } from '../returns/luck.ts';
import { temporalDifference } from '../returns/temporalDifference.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** What advantages are made of; [T, N] each. */
interface BeforeAndAfter {
  readonly values: Float32Array;
  readonly nextValues: Float32Array;
}

/**
 * Takes out of advantages what the config calls luck: of the state after a step what was dealt there and, where
 * its worth depends on what went before, of the state before it what the critic missed about the deal. Either is
 * independent of the action, so that advantages keep their expectation and lose that noise.
 */
export function withoutLuck(
  { config, team }: Learner,
  rollout: Rollout,
  { values, nextValues }: BeforeAndAfter,
): BeforeAndAfter {
  if (config.luck.length === 0) return { values, nextValues };
  const { steps, rewards, terminated } = rollout;
  const sumOverAll = (sums: Float64Array): void => team.sum(sums);
  const after = dealsFrom(1, config, rollout);
  if (config.luckDependsOn.length === 0)
    return { values, nextValues: removeLuck(steps, nextValues, after.luck, sumOverAll) };
  const luck = new WorthOfDeals(nextValues, after, sumOverAll).ofLuck();
  const next = nextValues.map((value, i) => value - (luck[i] as number));
  const surprises = temporalDifference({
    steps,
    rewards,
    values,
    nextValues: next,
    terminated,
    gamma: config.gamma,
  });
  const missed = new WorthOfDeals(surprises, dealsFrom(0, config, rollout), sumOverAll).expected();
  return { values: values.map((value, i) => value + (missed[i] as number)), nextValues: next };
}

/** @param first step of the first state   @returns as many states of every row as there are steps */
function dealsFrom(
  first: 0 | 1,
  { luck, luckDependsOn: places }: Pick<Learner['config'], 'luck' | 'luckDependsOn'>,
  { observations, rows, steps }: Rollout,
): Deals {
  const inputs = observations.length / (rows * (steps + 1));
  const seen = (i: number, place: number) => observations[(i + first * rows) * inputs + place] as number;
  return {
    luck: Float32Array.from({ length: rows * steps }, (_, i) =>
      luck.reduce((sum, place) => sum + seen(i, place), 0),
    ),
    settled: Float32Array.from({ length: rows * steps * places.length }, (_, i) =>
      seen(Math.floor(i / places.length), places[i % places.length] as number),
    ),
  };
}
