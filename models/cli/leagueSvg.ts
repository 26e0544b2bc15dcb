import { heatMap } from '../plots/heatMap.ts';
import type { LeagueResult } from './leagueReport.ts';

/** The matrix in colours, as Figures 2 and 3a of Duque et al. 2024 have it. */
export function leagueSvg({ game, groups, episodes, steps, cells }: LeagueResult): string {
  const labels = groups.map(({ label }) => label);
  const rows = groups.map((_, row) => cells.slice(row * groups.length, (row + 1) * groups.length));
  return heatMap({
    title: `${game.title}: league`,
    caption: `reward per step of the row against the column; ${episodes} x ${steps} steps a pair`,
    rows: labels,
    columns: labels,
    values: rows.map((row) => row.map((cell) => cell.mean)),
    notes: rows.map((row) =>
      row.map(({ standardDeviation, standardError }) => {
        if (standardDeviation !== null) return `sd ${standardDeviation.toFixed(2)}`;
        return standardError === null ? null : `se ${standardError.toFixed(2)}`;
      }),
    ),
  });
}
