import { aimsSchema, type Aims } from '../aims.ts';
import { parseResult, type ResultFiles } from '../gameResults.ts';
import { paperFiguresSchema, type PaperFigures } from '../paperFigures.ts';
import { seedReportSchema, type SeedReport } from '../seedReport.ts';
import { scenarioReportSchema, type ScenarioReport } from './scenarioReport.ts';

export const GAME = 'harvest';

/** Those that are compared, in the order of the tables. */
export const COMPARED = [
  'proximal-advantage-alignment',
  'benevolent-advantage-alignment',
  'ppo',
  'ppo-summed',
] as const;

/** What is known about the commons. */
export interface HarvestResults {
  /** How they were trained, by algorithm or name of a variant. */
  readonly reports: ReadonlyMap<string, SeedReport>;
  /** What they earn in the scenarios, likewise. */
  readonly scenarios: ReadonlyMap<string, ScenarioReport>;
  /** Names of those of whom there are strips of frames. */
  readonly frames: readonly string[];
  /** Markdown: why summed reward wins where it does; undefined if it is not written yet. */
  readonly why: string | undefined;
  readonly aims: Aims;
  readonly paper: PaperFigures;
}

const SCENARIOS = 'scenarios-';
const FRAMES = /^frames-(.+)\.svg$/;
const WHY = 'summed-reward.md';
const NO_PAPER: PaperFigures = { source: '', names: {}, measures: {} };

/** @throws RangeError that names the file which does not fit */
export function harvestResults(files: ResultFiles): HarvestResults {
  const parse = <T>(name: string, schema: Parameters<typeof parseResult<T>>[2]): T =>
    parseResult({ game: GAME, files }, name, schema);
  const names = [...files.keys()];
  const json = names.filter((name) => !/\.(svg|md)$/.test(name) && !['aims', 'paper'].includes(name));
  const played = json.filter((name) => name.startsWith(SCENARIOS));
  const trained = json.filter((name) => !name.startsWith(SCENARIOS));
  const why = files.get(WHY);
  return {
    reports: new Map(trained.map((name) => [name, parse(name, seedReportSchema)])),
    scenarios: new Map(
      played.map((name) => [name.slice(SCENARIOS.length), parse(name, scenarioReportSchema)]),
    ),
    frames: names.flatMap((name) => FRAMES.exec(name)?.[1] ?? []),
    why: typeof why === 'string' ? why.trim() : undefined,
    aims: files.has('aims') ? parse('aims', aimsSchema) : { seeds: 1, aims: [] },
    paper: files.has('paper') ? parse('paper', paperFiguresSchema) : NO_PAPER,
  };
}
