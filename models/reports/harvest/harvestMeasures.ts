import { mean } from '../../evaluation/statistics.ts';
import type { SeedMeasures } from '../seedMeasures.ts';
import type { EvaluatedSeed, PlayedTest, ScenarioReport } from './scenarioReport.ts';

/**
 * What the scenarios say of a seed, by `TEST` for what the focals earn and by `TEST: WHAT` for everything else:
 * `others` (what the others earn), `margin` (how much more the focals do), `norm` (between the paper's anchors), `own`
 * (between our own), `apples` (in the first 1000 steps), `late` (per step in steps 750 to
 * 999), `bushes` (alive after 1000 steps), `zaps`, `equality`, `sustainability`. `norm` alone is the
 * mean of both scenarios that the paper has.
 */
export function harvestMeasures({ tests }: EvaluatedSeed): SeedMeasures {
  const measures = tests.flatMap(measuresOf);
  const norms = tests.flatMap(({ normalised }) => normalised.paper ?? []);
  const all = norms.length === PAPER_SCENARIOS ? [...measures, ['norm', mean(norms)] as const] : measures;
  return new Map(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

const PAPER_SCENARIOS = 2;

function measuresOf(played: PlayedTest): readonly (readonly [string, number | null])[] {
  const { test, focals, others, normalised, firstApples, lateApples, bushes, zaps } = played;
  const named = (what: string): string => `${test}: ${what}`;
  return [
    [test, focals.mean],
    [named('others'), others && others.mean],
    [named('margin'), others && focals.mean - others.mean],
    [named('norm'), normalised.paper],
    [named('own'), normalised.own],
    [named('apples'), firstApples.focal],
    [named('bushes'), bushes.at1000],
    [named('late'), lateApples?.focal ?? null],
    [named('zaps'), zaps.focal],
    [named('equality'), played.equality],
    [named('sustainability'), played.sustainability],
  ];
}

/** Of every seed that was evaluated; of nobody if there is no report. */
export function seedsOf(report: ScenarioReport | undefined): readonly SeedMeasures[] {
  return report?.seeds.map(harvestMeasures) ?? [];
}
