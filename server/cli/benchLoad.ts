/** A load generator of `bench server`: started by it, told what to do over IPC. */
import type { BenchRoom } from '../bench/benchRoom.ts';
import { Latencies } from '../bench/latencies.ts';
import type { FromLoad, ToLoad } from '../bench/loadMessages.ts';
import { openRoom } from '../bench/scenarios.ts';

/** Rooms beat at twenty phases of 100 ms, so that load is even. */
const PHASES = 20;
const BEAT_MS = 100;
/** Joins under way at a time. */
const AT_ONCE = 16;

const phases: BenchRoom[][] = Array.from({ length: PHASES }, () => []);
let rooms = 0;

function tell(message: FromLoad): void {
  process.send?.(message);
}

async function joinAll({ port, scenario, rooms: wanted }: Extract<ToLoad, { kind: 'join' }>): Promise<void> {
  const left = [...wanted];
  const worker = async (): Promise<void> => {
    for (let places = left.pop(); places; places = left.pop()) {
      const room = await openRoom(scenario, port, places);
      phases[rooms % PHASES]?.push(room);
      rooms += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  tell({ kind: 'joined' });
}

async function measure(ms: number): Promise<void> {
  const latencies = new Latencies();
  const all = phases.flat();
  for (const room of all) room.latencies = latencies;
  await new Promise((resolve) => setTimeout(resolve, ms));
  for (const room of all) room.latencies = undefined;
  tell({
    kind: 'measured',
    counts: latencies.counts,
    closed: all.reduce((sum, room) => sum + room.closed, 0),
  });
}

/** Beats by the schedule: a generator that is late sends late, and does not catch up in a burst. */
function beatForEver(startedAt: number, n: number): void {
  for (const room of phases[n % PHASES] ?? []) room.beat();
  const now = performance.now();
  const next = Math.max(n + 1, Math.floor(((now - startedAt) * PHASES) / BEAT_MS));
  setTimeout(() => beatForEver(startedAt, next), Math.max(0, startedAt + (next * BEAT_MS) / PHASES - now));
}

process.on('message', (message: ToLoad) => {
  const done = message.kind === 'join' ? joinAll(message) : measure(message.ms);
  done.catch((error: unknown) => {
    process.stderr.write(`load generator: ${String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
beatForEver(performance.now(), 0);
