/** `bench trainer`: what the background trainer costs the rooms of one server, without yielding to them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBesideTrainer, type Pair } from '../bench/besideTrainer.ts';

const HELP = `Usage: commonground bench trainer [--json] [--quick]

How late updates of 100 rooms come with the background trainer at work, and without it:
  turns    two-player rooms, each client a move every 100 ms; from the move that resolves a step to its update
  harvest  seven seats, eight ticks a second; from the moment a tick is due to the update that shows it
The two are measured in turns on the same rooms. The trainer has its lowest priority and its rests, and is not told of
the server's load: it never yields here.

  --json    one JSON document on stdout (always; the flag is for symmetry)
  --quick   fewer and shorter measurements
  --help
Takes about three minutes. Example: npm run -s cli -- bench trainer > trainer.json
`;
const ROOMS = 100;

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
    const [pairs, measureMs] = values.quick ? [3, 2000] : [10, 4000];
    const measured: Record<string, unknown> = {};
    for (const scenario of ['turns', 'harvest'] as const) {
      const options = { scenario, folder: join(folder, scenario), rooms: ROOMS, pairs, measureMs };
      const all = await measureBesideTrainer({ ...options, onPair: (pair) => report(scenario, pair) });
      measured[scenario] = summary(all);
    }
    const machine = {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      loadAverage: loadavg()[0],
    };
    process.stdout.write(`${JSON.stringify({ machine, rooms: ROOMS, ...measured }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians over pairs: a hiccup of the machine in one of them decides nothing. */
function summary(pairs: readonly Pair[]) {
  const p99 = (which: keyof Pair) => median(pairs.map((pair) => pair[which].p99Ms));
  const ratio = median(pairs.map(({ without, beside }) => beside.p99Ms / without.p99Ms));
  return {
    p99WithoutMs: p99('without'),
    p99BesideMs: p99('beside'),
    ratio: Math.round(1000 * ratio) / 1000,
    pairs,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [a, b] = [sorted[middle] ?? NaN, sorted[sorted.length % 2 === 1 ? middle : middle - 1] ?? NaN];
  return (a + b) / 2;
}

function report(scenario: string, { without, beside }: Pair): void {
  process.stderr.write(
    `${scenario}: p99 ${without.p99Ms} ms without the trainer, ${beside.p99Ms} ms beside it\n`,
  );
}

main().catch((error: unknown) => {
  const isUsage = error instanceof TypeError && 'code' in error;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(isUsage ? `bench trainer: ${message}\n` : `bench trainer failed: ${message}\n`);
  process.exit(isUsage ? 2 : 1);
});
