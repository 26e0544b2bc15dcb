/** `bench trainer`: what the background trainer costs the rooms of one server, without yielding to them. */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { inBenchFolder } from '../bench/benchFolder.ts';
import { machine } from '../bench/machine.ts';
import { measureBesideTrainer, type Pair } from '../bench/besideTrainer.ts';
import { examples, printJson, RUN, runCommand } from './runCommand.ts';

const ROOMS = 100;
/** Of the 99th percentile beside the trainer to that without. */
const AIM = 1.1;
/** It asks for half a core: with less than this it was hardly there. */
const AT_WORK_CORES = 0.25;

interface Flags {
  readonly quick?: true;
}

const command = new Command('bench trainer')
  .description(
    `measure how late updates of ${ROOMS} rooms come with the background trainer at work, and without it`,
  )
  .option('--json', 'one JSON document (always; the flag is for symmetry)')
  .option('--quick', 'fewer and shorter measurements')
  .addHelpText(
    'after',
    examples(
      `${RUN} bench trainer > trainer.json`,
      '',
      'turns: two-player rooms, each client a move every 100 ms; from the move that resolves a step to its update.',
      'harvest: seven seats, eight ticks a second; from the moment a tick is due to the update that shows it.',
      'The two are measured in turns on the same rooms, so that whatever else the machine does meets both; what counts',
      `is the ratio of the 99th percentiles, median over pairs, which is to be ${AIM} at most. The trainer has its lowest`,
      "priority and its rests, and is not told of the server's load: it never yields here. Only what nobody else wants is",
      'its: on a machine that has other work it gets next to nothing, and the figures say nothing about it (see',
      'trainerCores). Takes three to four minutes.',
    ),
  )
  .action((flags: Flags) => inBenchFolder((folder) => measure(folder, flags)));

async function measure(parent: string, { quick }: Flags): Promise<void> {
  const [pairs, measureMs] = quick ? [3, 2000] : [10, 4000];
  const measured: Record<string, unknown> = {};
  for (const scenario of ['turns', 'harvest'] as const) {
    const options = { scenario, folder: join(parent, scenario), rooms: ROOMS, pairs, measureMs };
    const all = await measureBesideTrainer({ ...options, onPair: (pair) => report(scenario, pair) });
    measured[scenario] = summary(all);
  }
  const ran = { machine: { ...machine(), loadAverage: loadavg()[0] }, rooms: ROOMS, aim: AIM };
  printJson({ ...ran, ...measured });
}

/** Medians over pairs: a hiccup of the machine in one of them decides nothing. */
function summary(pairs: readonly Pair[]) {
  const p99 = (which: 'without' | 'beside') =>
    quantile(
      pairs.map((pair) => pair[which].p99Ms),
      0.5,
    );
  const ratios = pairs.map(({ without, beside }) => beside.p99Ms / without.p99Ms);
  const ratio = quantile(ratios, 0.5);
  const cores = pairs.flatMap(({ trainerCores }) => trainerCores ?? []);
  const trainerCores = cores.length === 0 ? null : quantile(cores, 0.5);
  const isAtWork = trainerCores === null || trainerCores >= AT_WORK_CORES;
  return {
    p99WithoutMs: p99('without'),
    p99BesideMs: p99('beside'),
    ratio,
    /** Half of all pairs lie between. */
    ratioBetween: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    trainerCores,
    /** Null: the trainer was hardly at work. */
    isWithinAim: isAtWork ? ratio <= AIM : null,
    pairs,
  };
}

/** @param q in [0, 1]; between two values in proportion   @returns to three decimals */
function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const [low = NaN, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return Math.round(1000 * (low + (place - Math.floor(place)) * (high - low))) / 1000;
}

function report(scenario: string, { without, beside, trainerCores }: Pair): void {
  const got = trainerCores === null ? '' : `, which had ${trainerCores} cores`;
  process.stderr.write(
    `${scenario}: p99 ${without.p99Ms} ms without the trainer, ${beside.p99Ms} ms beside it${got}\n`,
  );
}

await runCommand(command);
