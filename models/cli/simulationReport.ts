import type { AnyGame } from '../../shared/game.ts';
import type { SimulationSummary } from '../evaluation/simulationSummary.ts';
import { grouped, table } from './table.ts';

/** The same figures as the JSON document, rounded for reading. */
export function simulationReport(summary: SimulationSummary, game: AnyGame): string {
  const { episodes, steps, seed, stepsPerSecond } = summary;
  const counted = `${grouped(episodes)} ${episodes === 1 ? 'episode' : 'episodes'}, ${grouped(steps)} steps`;
  const speed = `${grouped(stepsPerSecond)} steps a second`;
  const heading = `${game.title} (${summary.game}, rules ${summary.rulesVersion}): ${counted}, seed ${seed}, ${speed}\n`;
  return [heading, seatTable(summary), eventTable(summary)].filter((part) => part !== '').join('\n');
}

function seatTable({ seats, perCapitaReturn }: SimulationSummary): string {
  const rows = seats.map(({ ref, meanReturn, seReturn, meanPerStep }, seat) => [
    String(seat),
    ref,
    meanReturn.toFixed(3),
    seReturn === null ? '-' : seReturn.toFixed(3),
    meanPerStep.toFixed(4),
  ]);
  return table(
    [
      { title: 'seat', align: 'right' },
      { title: 'player', align: 'left' },
      { title: 'mean return', align: 'right' },
      { title: 'std. error', align: 'right' },
      { title: 'per step', align: 'right' },
    ],
    [...rows, ['', 'per capita', perCapitaReturn.toFixed(3), '', '']],
  );
}

function eventTable({ events, steps }: SimulationSummary): string {
  const rows = Object.entries(events).map(([kind, count]) => [
    kind,
    grouped(count),
    (count / steps).toFixed(4),
  ]);
  if (rows.length === 0) return '';
  return table(
    [
      { title: 'event', align: 'left' },
      { title: 'count', align: 'right' },
      { title: 'per step', align: 'right' },
    ],
    rows,
  );
}
