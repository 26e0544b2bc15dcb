import { labelOf } from '../labels.ts';
import { COMPARED, type HarvestResults } from './harvestResults.ts';
import { SCENARIO_TESTS } from './scenarioTests.ts';
import { betaVariants } from './variantTable.ts';

/** What the page still lacks, in a paragraph; undefined if it lacks nothing. */
export function missingRuns(results: HarvestResults): string | undefined {
  const { scenarios, reports, frames, why } = results;
  const betas = betaVariants(results).filter(({ name }) => !scenarios.has(name) && !reports.has(name));
  const films = COMPARED.filter((algorithm) => !frames.includes(algorithm));
  const lacks = [
    ...COMPARED.flatMap((algorithm) => missingOf(algorithm, results)),
    ...(betas.length === 0 ? [] : [`beta ${betas.map(({ label }) => label).join(', ')}`]),
    ...(films.length === 0 ? [] : [`frames of ${films.map(labelOf).join(', ')}`]),
    ...(why === undefined ? ['why summed reward wins where it does'] : []),
  ];
  return lacks.length === 0 ? undefined : `Not there yet: ${lacks.join('; ')}.`;
}

function missingOf(algorithm: string, { reports, scenarios, aims }: HarvestResults): readonly string[] {
  const label = labelOf(algorithm);
  const trained = reports.get(algorithm)?.seeds.length ?? 0;
  const played = scenarios.get(algorithm)?.seeds ?? [];
  const untrained = trained < aims.seeds ? [`${trained} of ${aims.seeds} seeds trained`] : [];
  const unplayed = played.length < aims.seeds ? [`${played.length} of ${aims.seeds} seeds played`] : [];
  const lacking = SCENARIO_TESTS.filter(
    ({ name }) => !played.every(({ tests }) => tests.some(({ test }) => test === name)),
  ).map(({ title }) => `"${title}" of some`);
  const lacks = [...untrained, ...unplayed, ...lacking];
  return lacks.length === 0 ? [] : [`${label}: ${lacks.join(', ')}`];
}
