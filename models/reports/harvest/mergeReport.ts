import {
  SCENARIOS_FORMAT,
  type EvaluatedSeed,
  type PlayedTest,
  type ScenarioReport,
} from './scenarioReport.ts';
import { SCENARIO_TESTS } from './scenarioTests.ts';

/** What a test was played with, besides those in the focal seats. */
export type TestSetting = Pick<PlayedTest, 'test' | 'scenario' | 'background' | 'episodes'>;

/** Of one run. */
export interface TestedAgent {
  readonly seed: number;
  readonly checkpoint: string;
}

/** Whether a report knows already what this test would tell. */
export function isPlayed(
  report: ScenarioReport | undefined,
  { seed, checkpoint }: TestedAgent,
  setting: TestSetting,
): boolean {
  const known = report?.seeds
    .find((one) => one.seed === seed && one.checkpoint === checkpoint)
    ?.tests.find(({ test }) => test === setting.test);
  return (
    known !== undefined &&
    known.scenario === setting.scenario &&
    known.episodes === setting.episodes &&
    known.background.toSorted().join() === [...new Set(setting.background)].toSorted().join()
  );
}

/** The parts of a report that say what its tests have in common. */
export type ReportHead = Omit<ScenarioReport, 'format' | 'seeds'>;

/**
 * A report with one more test. What another checkpoint of the same seed did, or what was played from other starts, goes.
 */
export function withTest(
  report: ScenarioReport | undefined,
  head: ReportHead,
  { seed, checkpoint }: TestedAgent,
  played: PlayedTest,
): ScenarioReport {
  const before = continues(report, head) ? report.seeds : [];
  const own = before.find((one) => one.seed === seed && one.checkpoint === checkpoint);
  const tests = [...(own?.tests ?? []).filter(({ test }) => test !== played.test), played];
  const renewed: EvaluatedSeed = {
    seed,
    checkpoint,
    tests: tests.toSorted((a, b) => placeOf(a) - placeOf(b)),
  };
  const others = before.filter((one) => one.seed !== seed);
  return {
    format: SCENARIOS_FORMAT,
    ...head,
    seeds: [...others, renewed].toSorted((a, b) => a.seed - b.seed),
  };
}

/** Only what came from the same starts, by the same rules, stands in one report. */
export function continues(report: ScenarioReport | undefined, head: ReportHead): report is ScenarioReport {
  return (
    report !== undefined &&
    report.algorithm === head.algorithm &&
    report.rulesVersion === head.rulesVersion &&
    report.seed === head.seed
  );
}

function placeOf({ test }: PlayedTest): number {
  return SCENARIO_TESTS.findIndex(({ name }) => name === test);
}
