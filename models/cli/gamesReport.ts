import type { GameSpeed, GamesBench } from './benchGames.ts';
import { grouped, table } from './table.ts';

export function gamesReport({ games, machine, repetitions, secondsPerRepetition }: GamesBench): string {
  const rows = games.map((speed) => [
    speed.game,
    String(speed.seats),
    grouped(speed.stepsPerSecond),
    `${grouped(speed.slowest)}-${grouped(speed.fastest)}`,
    grouped(speed.stepsPerCpuSecond),
    grouped(speed.stepsPerSecondUnobserved),
    speed.aim === null ? '-' : grouped(speed.aim),
    verdict(speed),
  ]);
  const heading = `Steps a second of one core, median of ${repetitions} x ${secondsPerRepetition} s (${machine.cpu}, ${machine.cores} cores, Node ${machine.node})\n`;
  const figures = table(
    [
      { title: 'game', align: 'left' },
      { title: 'seats', align: 'right' },
      { title: 'all observed', align: 'right' },
      { title: 'slowest-fastest', align: 'right' },
      { title: 'per CPU second', align: 'right' },
      { title: 'not observed', align: 'right' },
      { title: 'aim', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows,
  );
  return `${heading}${figures}${busyRemark(games)}`;
}

function verdict({ aim, stepsPerSecond, stepsPerCpuSecond }: GameSpeed): string {
  if (aim === null) return '';
  if (stepsPerSecond >= aim) return 'reached';
  return stepsPerCpuSecond >= aim ? 'reached by processor time' : 'missed';
}

/** Wall clock far behind processor time means that something else had the core meanwhile. */
function busyRemark(games: GamesBench['games']): string {
  const share = Math.min(...games.map((speed) => speed.stepsPerSecond / speed.stepsPerCpuSecond));
  if (share > 0.9) return '';
  return `The machine was busy with other work: we had as little as ${Math.round(100 * share)} % of a core.\n`;
}
