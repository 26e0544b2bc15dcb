import type { GameSpeed, GamesBench, Speed } from './benchGames.ts';
import { grouped, table } from './table.ts';

export function gamesReport({ games, machine, repetitions, secondsPerRepetition }: GamesBench): string {
  const rows = games.flatMap((speed) => [
    [speed.game, String(speed.seats), 'observations', ...figures(speed)],
    ['', '', 'nothing', ...figures(speed.unobserved)],
    ...(speed.withFeatures ? [['', '', 'features', ...figures(speed.withFeatures)]] : []),
  ]);
  const heading = `Steps a second of one core, median of ${repetitions} x ${secondsPerRepetition} s (${machine.cpu}, ${machine.cores} cores, Node ${machine.node})\n`;
  const body = table(
    [
      { title: 'game', align: 'left' },
      { title: 'seats', align: 'right' },
      { title: 'written of all', align: 'left' },
      { title: 'steps a second', align: 'right' },
      { title: 'per CPU second', align: 'right' },
      { title: 'aim', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows,
  );
  return `${heading}${body}${busyRemark(games)}`;
}

function figures(speed: Speed): string[] {
  const { stepsPerSecond, stepsPerCpuSecond, aim } = speed;
  const goal = aim === null ? '-' : grouped(aim);
  return [grouped(stepsPerSecond), grouped(stepsPerCpuSecond), goal, verdict(speed)];
}

function verdict({ aim, stepsPerSecond, stepsPerCpuSecond }: Speed): string {
  if (aim === null) return '';
  if (stepsPerSecond >= aim) return 'reached';
  return stepsPerCpuSecond >= aim ? 'reached by processor time' : 'missed';
}

/** Wall clock far behind processor time means that something else had the core meanwhile. */
function busyRemark(games: readonly GameSpeed[]): string {
  const share = Math.min(...games.map((speed) => speed.stepsPerSecond / speed.stepsPerCpuSecond));
  if (share > 0.9) return '';
  return `The machine was busy with other work: we had as little as ${Math.round(100 * share)} % of a core.\n`;
}
