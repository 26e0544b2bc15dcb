import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { openSqliteStore, type SqliteStore } from '../storage/sqliteStore.ts';
import { BenchRoom } from './benchRoom.ts';
import { numberOf } from './numberOf.ts';
import { startProgress } from './progress.ts';
import { examples, printJson, RUN, runCommand } from './runCommand.ts';

interface Flags {
  readonly json?: true;
  readonly folder: string;
  readonly seconds: string;
}

interface Load {
  readonly name: string;
  readonly what: string;
  readonly rooms: number;
  /** Pause between two steps of a room; 0: as fast as it can. */
  readonly pauseMs: number;
}

const LOADS: readonly Load[] = [
  { name: 'singleRoom', what: 'one room, step after step', rooms: 1, pauseMs: 0 },
  { name: 'manyRooms', what: '500 rooms, step after step', rooms: 500, pauseMs: 0 },
  { name: 'pacedRooms', what: '500 rooms, a step each 100 ms', rooms: 500, pauseMs: 100 },
];

interface LoadResult {
  readonly rooms: number;
  readonly pauseMs: number;
  /** Made durable, two a step, each step awaited. */
  readonly decisionsPerSecond: number;
  /** The same by the CPU time of the main thread alone, which other work on the machine does not disturb. */
  readonly decisionsPerCpuSecond: number;
  /** From append to durable. */
  readonly durableMs: Quantiles;
  /** How long the event loop was held up beyond its turn. */
  readonly eventLoopDelayMs: Quantiles;
  readonly bytesPerDecision: number;
  readonly longestWalMegabytes: number;
}

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const command = new Command('bench log')
  .description('measure how many decisions a second the research log makes durable')
  .option('--json', 'print one JSON document')
  .option('--folder <dir>', 'where the trial databases go: the disk to measure', tmpdir())
  .option('--seconds <n>', 'how long each load is measured', '4')
  .addHelpText('after', examples(`${RUN} bench log`, `${RUN} bench log --json --folder /mnt/data`))
  .action(async ({ json, folder, seconds }: Flags) => {
    const duration = numberOf('--seconds', seconds, { least: 0.1, most: 600 });
    const progress = startProgress('loads');
    const loads: Record<string, LoadResult> = {};
    for (const [done, load] of LOADS.entries()) {
      progress.show(done, LOADS.length);
      loads[load.name] = await measure(load, folder, duration * 1000);
    }
    progress.stop();
    const machine = { cpu: cpus()[0]?.model ?? 'unknown', threads: availableParallelism() };
    if (json) printJson({ bench: 'log', seconds: duration, machine, loads });
    else for (const { name, what } of LOADS) process.stdout.write(lineOf(what, loads[name]));
  });

async function measure(load: Load, parent: string, milliseconds: number): Promise<LoadResult> {
  const folder = mkdtempSync(join(parent, 'commonground-bench-'));
  const store = openSqliteStore({ folder });
  const rooms = Array.from({ length: load.rooms }, (_, index) => new BenchRoom(`room-${index}`, index));
  try {
    // Statements are prepared and code is compiled before anything is counted.
    await play(store, rooms, { ...load, pauseMs: 0, until: performance.now() + milliseconds / 4 });
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    const before = statSync(store.file).size;
    histogram.enable();
    const startedAt = performance.now();
    const cpuBefore = process.threadCpuUsage();
    const played = await play(store, rooms, { ...load, until: startedAt + milliseconds });
    const took = (performance.now() - startedAt) / 1000;
    const cpu = process.threadCpuUsage(cpuBefore);
    histogram.disable();
    await store.checkpoint();
    return {
      rooms: load.rooms,
      pauseMs: load.pauseMs,
      decisionsPerSecond: Math.round(played.decisions / took),
      decisionsPerCpuSecond: Math.round((played.decisions / (cpu.user + cpu.system)) * 1e6),
      durableMs: quantiles(played.durableMs),
      // The histogram counts the timer's own millisecond.
      eventLoopDelayMs: {
        p50: rounded(histogram.percentile(50) / 1e6 - 1),
        p99: rounded(histogram.percentile(99) / 1e6 - 1),
        max: rounded(histogram.max / 1e6 - 1),
      },
      bytesPerDecision: Math.round((statSync(store.file).size - before) / played.decisions),
      longestWalMegabytes: rounded(statSync(`${store.file}-wal`).size / 1e6),
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

interface Played {
  readonly decisions: number;
  readonly durableMs: readonly number[];
}

async function play(
  store: SqliteStore,
  rooms: readonly BenchRoom[],
  { pauseMs, until }: { readonly pauseMs: number; readonly until: number },
): Promise<Played> {
  const durableMs: number[] = [];
  const playRoom = async (room: BenchRoom): Promise<void> => {
    // Rooms do not start in step with each other.
    if (pauseMs > 0) await sleep(pauseMs * (room.index / rooms.length));
    while (performance.now() < until) {
      const appendedAt = performance.now();
      store.append(room.nextStep(Date.now()));
      await store.durable();
      durableMs.push(performance.now() - appendedAt);
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  await Promise.all(rooms.map(playRoom));
  return { decisions: 2 * durableMs.length, durableMs };
}

function quantiles(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: rounded(at(0.5)), p99: rounded(at(0.99)), max: rounded(at(1)) };
}

function rounded(value: number): number {
  return Number(Math.max(0, value).toFixed(2));
}

function lineOf(what: string, result: LoadResult | undefined): string {
  if (!result) return '';
  const { decisionsPerSecond, durableMs, eventLoopDelayMs } = result;
  return (
    `${what}: ${decisionsPerSecond.toLocaleString('en')} decisions a second durable; ` +
    `a step took ${durableMs.p50} ms (p99 ${durableMs.p99}, max ${durableMs.max}); ` +
    `event loop late by ${eventLoopDelayMs.p50} ms (p99 ${eventLoopDelayMs.p99}, max ${eventLoopDelayMs.max})\n`
  );
}

await runCommand(command);
