import type { GamesBench } from './benchGames.ts';
import { grouped, table } from './table.ts';

export function gamesReport({ games, machine, repetitions, secondsPerRepetition }: GamesBench): string {
  const rows = games.map((speed) => [
    speed.game,
    String(speed.seats),
    grouped(speed.stepsPerSecond),
    `${grouped(speed.slowest)}-${grouped(speed.fastest)}`,
    grouped(speed.stepsPerSecondUnobserved),
    speed.aim === null ? '-' : grouped(speed.aim),
    speed.aim === null ? '' : speed.stepsPerSecond >= speed.aim ? 'reached' : 'missed',
  ]);
  const heading = `Steps a second of one core, median of ${repetitions} x ${secondsPerRepetition} s (${machine.cpu}, ${machine.cores} cores, Node ${machine.node})\n`;
  return `${heading}${table(
    [
      { title: 'game', align: 'left' },
      { title: 'seats', align: 'right' },
      { title: 'all observed', align: 'right' },
      { title: 'slowest-fastest', align: 'right' },
      { title: 'not observed', align: 'right' },
      { title: 'aim', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows,
  )}`;
}
