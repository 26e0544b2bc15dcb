import { availableParallelism } from 'node:os';
import { BenchProcess } from './benchProcess.ts';
import { Latencies } from './latencies.ts';
import type { FromLoad, FromServer, RoomPlaces, Scenario, ToLoad, ToServer } from './loadMessages.ts';

export interface Level {
  readonly rooms: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Processor time of the server process by time. */
  readonly serverCpu: number;
  readonly updatesPerSecond: number;
}

export interface ScenarioResult {
  /** The most rooms at which p99 stayed under the limit; 0 if none did. */
  readonly rooms: number;
  readonly levels: readonly Level[];
}

export interface FindOptions {
  readonly scenario: Scenario;
  /** Of the server process: file in server/cli and arguments. */
  readonly server: readonly [string, ...string[]];
  readonly firstRooms: number;
  readonly measureMs: number;
  readonly maxRooms: number;
  readonly onLevel: (level: Level) => void;
}

export const LIMIT_MS = 50;
const SETTLE_MS = 1000;
/** Below this share of a core the next level is far; above it, near. */
const HALF_BUSY = 0.45;

/** Adds rooms to one server process until updates come too late. */
export async function findRooms(options: FindOptions): Promise<ScenarioResult> {
  const server = new BenchProcess<ToServer, FromServer>(options.server[0], options.server.slice(1));
  const loads = startLoads();
  try {
    const { port } = (await server.next()) as Extract<FromServer, { kind: 'listening' }>;
    const levels: Level[] = [];
    let open = 0;
    for (let rooms = options.firstRooms; rooms <= options.maxRooms;) {
      await addRooms(server, loads, { port, scenario: options.scenario, rooms: rooms - open });
      open = rooms;
      let level = await measureLevel(server, loads, { rooms, ms: options.measureMs });
      // A single hiccup of the machine is no limit of the server.
      if (level.p99Ms >= LIMIT_MS)
        level = await measureLevel(server, loads, { rooms, ms: options.measureMs });
      levels.push(level);
      options.onLevel(level);
      if (level.p99Ms >= LIMIT_MS) break;
      rooms = Math.ceil(rooms * (level.serverCpu < HALF_BUSY ? 1.6 : 1.2));
    }
    const good = levels.filter(({ p99Ms }) => p99Ms < LIMIT_MS);
    return { rooms: good.at(-1)?.rooms ?? 0, levels };
  } finally {
    await Promise.all([...loads, server].map((process) => process.end()));
  }
}

export type BenchServer = BenchProcess<ToServer, FromServer>;
export type BenchLoad = BenchProcess<ToLoad, FromLoad>;

export function startLoads(): readonly BenchLoad[] {
  const length = Math.max(1, Math.min(4, availableParallelism() - 1));
  return Array.from({ length }, () => new BenchProcess<ToLoad, FromLoad>('benchLoad'));
}

export async function addRooms(
  server: BenchServer,
  loads: readonly BenchLoad[],
  { port, scenario, rooms }: { readonly port: number; readonly scenario: Scenario; readonly rooms: number },
): Promise<void> {
  const opened = (await server.ask({ kind: 'open', rooms })) as Extract<FromServer, { kind: 'opened' }>;
  const shares: RoomPlaces[][] = loads.map(() => []);
  for (const [index, places] of opened.rooms.entries()) shares[index % shares.length]?.push(places);
  await Promise.all(
    loads.map((load, i) => load.ask({ kind: 'join', port, scenario, rooms: shares[i] ?? [] })),
  );
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}

export async function measureLevel(
  server: BenchServer,
  loads: readonly BenchLoad[],
  { rooms, ms }: { readonly rooms: number; readonly ms: number },
): Promise<Level> {
  const before = (await server.ask({ kind: 'cpu' })) as Extract<FromServer, { kind: 'cpu' }>;
  const measured = await Promise.all(loads.map((load) => load.ask({ kind: 'measure', ms })));
  const after = (await server.ask({ kind: 'cpu' })) as Extract<FromServer, { kind: 'cpu' }>;
  const counts: number[] = [];
  for (const message of measured) {
    if (message.kind !== 'measured') continue;
    if (message.closed > 0)
      throw new Error(`expected every connection to stay, ${message.closed} were closed`);
    for (const [bucket, n] of message.counts.entries()) counts[bucket] = (counts[bucket] ?? 0) + n;
  }
  const latencies = new Latencies(Array.from(counts, (n) => n ?? 0));
  return {
    rooms,
    p50Ms: latencies.quantile(0.5),
    p99Ms: latencies.quantile(0.99),
    maxMs: latencies.max,
    serverCpu: round((after.seconds - before.seconds) / (after.at - before.at)),
    updatesPerSecond: Math.round(latencies.count / (ms / 1000)),
  };
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
