import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchProcess } from './benchProcess.ts';
import { addRooms, measureLevel, startLoads, type BenchServer, type Level } from './findRooms.ts';
import type { FromServer, Scenario, ToServer } from './loadMessages.ts';

const TRAINER = fileURLToPath(new URL('../../models/background/trainerProcess.ts', import.meta.url));
const LOOK_MS = 100;
/** Of the times in /proc, on every Linux that Node.js runs on. */
const TICKS_PER_SECOND = 100;

export interface BesideTrainerOptions {
  readonly scenario: Scenario;
  readonly folder: string;
  readonly rooms: number;
  /** Pairs of a measurement without the trainer and one with it. */
  readonly pairs: number;
  readonly measureMs: number;
  readonly onPair: (pair: Pair) => void;
}

export interface Pair {
  readonly without: Level;
  readonly beside: Level;
  /** Processor time that the trainer got beside them, in cores; null where the system does not tell. */
  readonly trainerCores: number | null;
}

/**
 * Measures the same rooms of one server without and with the trainer at work, in turns, so that whatever else the
 * machine does meets both. The trainer is held still in between. It is not told of the server's load: it only rests
 * and has the lowest priority, as if it never yielded.
 */
export async function measureBesideTrainer(options: BesideTrainerOptions): Promise<readonly Pair[]> {
  const { scenario, folder, rooms, pairs, measureMs, onPair } = options;
  const server: BenchServer = new BenchProcess<ToServer, FromServer>('benchArena', [
    scenario,
    join(folder, 'arena'),
  ]);
  const loads = startLoads();
  let trainer: ChildProcess | undefined;
  try {
    const { port } = (await server.next()) as Extract<FromServer, { kind: 'listening' }>;
    await addRooms(server, loads, { port, scenario, rooms });
    trainer = await startTrainer(join(folder, 'trained'));
    const measured: Pair[] = [];
    for (let i = 0; i < pairs; i += 1) {
      const level = (signal: 'SIGSTOP' | 'SIGCONT'): Promise<Level> => {
        trainer?.kill(signal);
        return measureLevel(server, loads, { rooms, ms: measureMs });
      };
      const cpuBefore = cpuSecondsOf(trainer);
      // Whoever comes second profits from what the machine has warmed up: each does so every other time.
      const first = await level(i % 2 === 0 ? 'SIGSTOP' : 'SIGCONT');
      const second = await level(i % 2 === 0 ? 'SIGCONT' : 'SIGSTOP');
      const levels = i % 2 === 0 ? { without: first, beside: second } : { without: second, beside: first };
      const pair = { ...levels, trainerCores: cores(cpuSecondsOf(trainer) - cpuBefore, measureMs) };
      measured.push(pair);
      onPair(pair);
    }
    return measured;
  } finally {
    trainer?.kill('SIGKILL');
    await Promise.all([...loads, server].map((process) => process.end()));
  }
}

function cores(cpuSeconds: number, ms: number): number | null {
  return Number.isFinite(cpuSeconds) ? Math.round((100 * cpuSeconds) / (ms / 1000)) / 100 : null;
}

/** Of all threads, so far; NaN where there is no /proc. It gets none while it is held still. */
function cpuSecondsOf({ pid }: ChildProcess): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold spaces: state is the third field, user and system time are 14 and 15.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return ((fields[11] ?? NaN) + (fields[12] ?? NaN)) / TICKS_PER_SECOND;
  } catch {
    return NaN;
  }
}

/** Waits until it trains. */
async function startTrainer(data: string): Promise<ChildProcess> {
  mkdirSync(join(data, 'trainer'), { recursive: true });
  writeFileSync(
    join(data, 'trainer', 'config.json'),
    JSON.stringify({ games: { ipd: 1 }, turn: { minutes: 60 } }),
  );
  const trainer = fork(TRAINER, [data], { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const state = join(data, 'trainer', 'state.json');
  while (!existsSync(state) || !/"iterations": [1-9]/.test(readFileSync(state, 'utf8'))) {
    if (trainer.exitCode !== null) throw new Error(`the trainer ended with exit code ${trainer.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return trainer;
}
