/** `bench server`: how many rooms one process holds, against a bare Colyseus echo room in the same run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../bench/machine.ts';
import {
  findRooms,
  LIMIT_MS,
  type FindOptions,
  type Level,
  type ScenarioResult,
} from '../bench/findRooms.ts';

const HELP = `Usage: commonground bench server [--json] [--quick]

How many rooms one server process holds with updates under ${LIMIT_MS} ms at the 99th percentile:
  turns    two-player rooms, each client a move every 100 ms; from the move that resolves a step to its update
  harvest  seven seats, eight ticks a second; from the moment a tick is due to the update that shows it
  echo     the ceiling: bare Colyseus rooms of two, each client a message every 100 ms, sent on to both
Load comes from other processes. The log is written to disk, in a folder that is removed afterwards.

  --json    one JSON document on stdout (always; the flag is for symmetry)
  --quick   shorter measurements, coarser result
  --help
Takes about two minutes. Example: npm run -s cli -- bench server > server.json
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'commonground-bench-'));
  try {
    const measureMs = values.quick ? 1500 : 3000;
    const find = (options: Omit<FindOptions, 'measureMs' | 'onLevel'>): Promise<ScenarioResult> =>
      findRooms({ ...options, measureMs, onLevel: (level) => report(options.scenario, level) });
    const maxRooms = values.quick ? 800 : 5000;
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
    const document = {
      machine: machine(),
      limitMs: LIMIT_MS,
      quick: values.quick === true,
      echo,
      turns,
      harvest,
      ratio,
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(scenario: string, { rooms, p50Ms, p99Ms, serverCpu }: Level): void {
  const cpu = Math.round(serverCpu * 100);
  process.stderr.write(
    `${scenario}: ${rooms} rooms, median ${p50Ms} ms, p99 ${p99Ms} ms, server at ${cpu} % of a core\n`,
  );
}

main().catch((error: unknown) => {
  const isUsage = error instanceof TypeError && 'code' in error;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(isUsage ? `bench server: ${message}\n` : `bench server failed: ${message}\n`);
  process.exit(isUsage ? 2 : 1);
});
