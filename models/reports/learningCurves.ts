import { mean } from '../evaluation/statistics.ts';
import type { Metrics } from '../trainer/measure.ts';
import { rounded } from './figures.ts';
import type { Curves } from './seedReport.ts';

const MOST_POINTS = 100;
const DIGITS = 4;
/** A config may name twenty other players; their curves make a file long and no picture. */
const GUESTS = /^(against|of) (scripted|module|agent):/;

/**
 * What a run measured while it learned, in points that average as many iterations each.
 * @param iterations that were planned, which make at most 100 points: runs of one config get the same points, also
 *   those that ended early
 */
export function learningCurves(metrics: readonly Metrics[], iterations: number): Curves {
  const size = Math.ceil(iterations / MOST_POINTS);
  const bins = Array.from({ length: Math.ceil(metrics.length / size) }, (_, bin) =>
    metrics.slice(bin * size, (bin + 1) * size),
  );
  const names = new Set(metrics.flatMap((one) => Object.keys(valuesOf(one))));
  return {
    agentSteps: bins.map((bin) => Math.round(mean(bin.map(({ agentSteps }) => agentSteps)))),
    values: Object.fromEntries(
      [...names].map((name) => [name, bins.map((bin) => meanOrNull(bin.map((one) => valuesOf(one)[name])))]),
    ),
  };
}

/** By name of the curve. */
function valuesOf({
  rewards,
  entropy,
  cooperation = {},
}: Metrics): Record<string, number | null | undefined> {
  const probes = Object.entries(cooperation).map(([situation, share]) => [`cooperates: ${situation}`, share]);
  const drawn = Object.entries(rewards).filter(([company]) => !GUESTS.test(company));
  return { ...Object.fromEntries(drawn), entropy, ...Object.fromEntries(probes) };
}

function meanOrNull(values: readonly (number | null | undefined)[]): number | null {
  const measured = values.filter((value) => value !== null && value !== undefined);
  return measured.length === 0 ? null : rounded(mean(measured), DIGITS);
}
