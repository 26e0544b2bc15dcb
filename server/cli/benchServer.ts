/** `bench server`: how many rooms one process holds, against a bare Colyseus echo room in the same run. */
import { join } from 'node:path';
import { Command } from 'commander';
import { inBenchFolder } from '../bench/benchFolder.ts';
import { machine } from '../bench/machine.ts';
import {
  findRooms,
  LIMIT_MS,
  type FindOptions,
  type Level,
  type ScenarioResult,
} from '../bench/findRooms.ts';
import { examples, printJson, RUN, runCommand } from './runCommand.ts';

interface Flags {
  readonly quick?: true;
}

const command = new Command('bench server')
  .description(
    `measure how many rooms one server process holds with updates under ${LIMIT_MS} ms at the 99th percentile`,
  )
  .option('--json', 'one JSON document (always; the flag is for symmetry)')
  .option('--quick', 'shorter measurements, coarser result')
  .addHelpText(
    'after',
    examples(
      `${RUN} bench server > server.json`,
      '',
      'turns: two-player rooms, each client a move every 100 ms; from the move that resolves a step to its update.',
      'harvest: seven seats, eight ticks a second; from the moment a tick is due to the update that shows it.',
      'echo: the ceiling: bare Colyseus rooms of two, each client a message every 100 ms, sent on to both.',
      'Load comes from other processes. The log is written to disk, in a folder that is removed afterwards.',
      'Takes about two minutes.',
    ),
  )
  .action((flags: Flags) => inBenchFolder((folder) => measure(folder, flags)));

async function measure(folder: string, { quick }: Flags): Promise<void> {
  const measureMs = quick ? 1500 : 3000;
  const find = (options: Omit<FindOptions, 'measureMs' | 'onLevel'>): Promise<ScenarioResult> =>
    findRooms({ ...options, measureMs, onLevel: (level) => report(options.scenario, level) });
  const maxRooms = quick ? 800 : 5000;
  const echo = await find({ scenario: 'echo', server: ['benchEcho'], firstRooms: 100, maxRooms });
  const turns = await find({
    scenario: 'turns',
    server: ['benchArena', 'turns', join(folder, 'turns')],
    firstRooms: 100,
    maxRooms,
  });
  const harvest = await find({
    scenario: 'harvest',
    server: ['benchArena', 'harvest', join(folder, 'harvest')],
    firstRooms: 10,
    maxRooms: maxRooms / 5,
  });
  const ratio = echo.rooms === 0 ? null : Math.round((turns.rooms / echo.rooms) * 1000) / 1000;
  printJson({
    machine: machine(),
    limitMs: LIMIT_MS,
    quick: quick === true,
    echo,
    turns,
    harvest,
    ratio,
  });
}

function report(scenario: string, { rooms, p50Ms, p99Ms, serverCpu }: Level): void {
  const cpu = Math.round(serverCpu * 100);
  process.stderr.write(
    `${scenario}: ${rooms} rooms, median ${p50Ms} ms, p99 ${p99Ms} ms, server at ${cpu} % of a core\n`,
  );
}

await runCommand(command);
