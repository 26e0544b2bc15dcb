import type { Estimate } from '../../evaluation/estimate.ts';
import type { ScenarioEpisode } from '../../evaluation/evaluateScenario.ts';
import type { BothSides } from '../../evaluation/harvestSummary.ts';
import type { ScenarioSummary } from '../../evaluation/scenarioSummary.ts';
import { mean } from '../../evaluation/statistics.ts';
import { rounded } from '../figures.ts';
import { CURVE, type PlayedTest } from './scenarioReport.ts';

const DIGITS = 6;
const CURVE_DIGITS = 4;

/**
 * What a report keeps of a test.
 * @param played whole episodes, or such as were left when nothing could grow any more
 * @throws RangeError if it is of another game
 */
export function playedTest(
  test: string,
  summary: ScenarioSummary,
  played: readonly ScenarioEpisode[],
): PlayedTest {
  const { harvest, focalReturn, backgroundReturn, normalised, equality, sustainability } = summary;
  if (harvest === null) throw new RangeError(`expected a scenario of harvest, got ${summary.scenario}`);
  const { at500, at1000, atEnd } = harvest.bushesAlive;
  return {
    test,
    scenario: summary.scenario,
    background: summary.background.map(({ ref }) => ref),
    episodes: summary.episodes,
    focals: estimated(focalReturn),
    others: backgroundReturn && estimated(backgroundReturn),
    normalised: { paper: orNull(normalised.paper), own: orNull(normalised.own) },
    firstApples: sides(harvest.firstApples),
    lateApples: sides(harvest.lateApples),
    zaps: sides(harvest.zaps),
    bushes: { at500: short(at500.mean), at1000: short(at1000.mean), atEnd: short(atEnd.mean) },
    equality: orNull(equality && equality.mean),
    sustainability: orNull(sustainability && sustainability.mean),
    bushesCurve: curveOf(played),
  };
}

/** An episode that was left early stays as it was. */
function curveOf(played: readonly ScenarioEpisode[]): readonly number[] {
  const curves = played.flatMap(({ harvest }) => (harvest === null ? [] : [harvest.bushesAlive]));
  return Array.from({ length: CURVE.end / CURVE.spacing + 1 }, (_, i) =>
    rounded(
      mean(curves.map((alive) => alive[Math.min(i * CURVE.spacing, alive.length - 1)] as number)),
      CURVE_DIGITS,
    ),
  );
}

function estimated({ mean, standardError }: Estimate): PlayedTest['focals'] {
  return { mean: short(mean), standardError: orNull(standardError) };
}

function sides({ focal, background }: BothSides): PlayedTest['zaps'] {
  return { focal: short(focal.mean), background: orNull(background && background.mean) };
}

function short(value: number): number {
  return rounded(value, DIGITS);
}

function orNull(value: number | null): number | null {
  return value === null ? null : short(value);
}
