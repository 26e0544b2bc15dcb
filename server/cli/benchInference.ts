/** `bench inference`: how fast trained agents decide for many rooms of one process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { TableSetupInput } from '../../shared/protocol/lobby.ts';
import { AgentRoom } from '../bench/agentRooms.ts';
import { Latencies } from '../bench/latencies.ts';
import { machine } from '../bench/machine.ts';
import { openBenchAgents } from '../inference/benchAgents.ts';
import { createPrograms } from '../players/programs.ts';
import type { TableMonitor } from '../session/tablePort.ts';
import { openSqliteStore } from '../storage/sqliteStore.ts';
import { systemClock } from '../systemClock.ts';
import { numberOf } from './numberOf.ts';
import { startProgress } from './progress.ts';
import { examples, printJson, RUN, runCommand } from './runCommand.ts';

interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly rooms: number;
  readonly setup: TableSetupInput;
  readonly params: Readonly<Record<string, unknown>>;
  /** Milliseconds between two moves of a room's person; null: a tick game without people. */
  readonly beatMs: number | null;
  /** Left out: the real one. */
  readonly worker?: URL;
}

const AGENT = 'agent:000000000000';

const TURNS: Omit<Scenario, 'name' | 'what'> = {
  rooms: 200,
  setup: { game: 'ipd', seats: ['person', AGENT] },
  params: { rounds: 10_000 },
  beatMs: 100,
};

const SCENARIOS: readonly Scenario[] = [
  {
    ...TURNS,
    name: 'echo',
    what: 'as turns, with a thread that computes nothing: what machine and threads take',
    worker: new URL('../bench/echoPolicies.ts', import.meta.url),
  },
  {
    ...TURNS,
    name: 'turns',
    what: '200 rooms, one GRU(64) agent each, a turn each 100 ms',
  },
  {
    name: 'harvest',
    what: '50 rooms, four GRU(64) agents each on the 243 numbers they see, eight ticks a second',
    rooms: 50,
    setup: {
      game: 'harvest',
      seats: [
        ...Array.from({ length: 4 }, () => AGENT),
        ...Array.from({ length: 3 }, () => 'scripted:random'),
      ],
    },
    params: {},
    beatMs: null,
  },
];

/** What `turns` should stay below at the 99th percentile. */
const AIM_MS = 20;
/** A thread that has decided nothing by then is measured as it is. */
const LONGEST_START_MS = 60_000;

interface ScenarioResult {
  readonly what: string;
  readonly rooms: number;
  readonly decisions: number;
  readonly decisionsPerSecond: number;
  /** From the question of a room to the answer in its hands, over the thread and back. */
  readonly decisionMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Of all decisions; the deadline is a second in turns and the next tick in Harvest. */
  readonly fallbacks: number;
  readonly rowsPerBatch: number;
  /** Cores that the whole process used, and of these the thread of the rooms. */
  readonly cores: number;
  readonly roomsThreadCores: number;
  readonly eventLoopDelayMs: { readonly p50: number; readonly p99: number };
}

async function measure(scenario: Scenario, seconds: number): Promise<ScenarioResult> {
  const folder = mkdtempSync(join(tmpdir(), 'commonground-bench-'));
  const store = openSqliteStore({ folder });
  const counts: Counts = { latencies: new Latencies(), fallbacks: 0 };
  const { params, setup, worker } = scenario;
  const onAnswer = (ms: number): void => counts.latencies.record(ms);
  const bench = openBenchAgents({ game: setup.game, params, clock: systemClock, worker, onAnswer });
  const programs = createPrograms('bench', [], bench.agents);
  const monitor = countingMonitor(counts);
  const common = { setup: { ...setup, params }, programs, store, clock: systemClock, monitor };
  const rooms = Array.from({ length: scenario.rooms }, (_, index) => new AgentRoom({ ...common, index }));
  const timers: NodeJS.Timeout[] = [];
  // Rooms do not start in step with each other.
  for (const room of rooms) {
    room.start();
    if (scenario.beatMs !== null) timers.push(setInterval(() => room.beat(), scenario.beatMs));
    await sleep(100 / rooms.length);
  }
  // The thread starts, and code is compiled, before anything is counted.
  const latest = performance.now() + LONGEST_START_MS;
  while (counts.latencies.count === 0 && performance.now() < latest) await sleep(20);
  await sleep(2000);
  const result = await count(scenario, { counts, batches: bench.batches, seconds });
  for (const timer of timers) clearInterval(timer);
  for (const { session } of rooms) session.stop();
  await bench.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return result;
}

interface Counts {
  latencies: Latencies;
  fallbacks: number;
}

interface Counting {
  readonly counts: Counts;
  readonly batches: () => number;
  readonly seconds: number;
}

async function count(
  { what, rooms }: Scenario,
  { counts, batches, seconds }: Counting,
): Promise<ScenarioResult> {
  const latencies = (counts.latencies = new Latencies());
  counts.fallbacks = 0;
  const eventLoop = monitorEventLoopDelay({ resolution: 1 });
  eventLoop.enable();
  const [batchesBefore, startedAt] = [batches(), performance.now()];
  const [cpu, threadCpu] = [process.cpuUsage(), process.threadCpuUsage()];
  await sleep(seconds * 1000);
  const took = (performance.now() - startedAt) / 1000;
  const cores = ({ user, system }: NodeJS.CpuUsage): number => rounded((user + system) / 1e6 / took);
  const [used, threadUsed] = [process.cpuUsage(cpu), process.threadCpuUsage(threadCpu)];
  eventLoop.disable();
  return {
    what,
    rooms,
    decisions: latencies.count,
    decisionsPerSecond: Math.round(latencies.count / took),
    decisionMs: { p50: latencies.quantile(0.5), p99: latencies.quantile(0.99), max: rounded(latencies.max) },
    fallbacks: counts.fallbacks,
    rowsPerBatch: rounded(latencies.count / (batches() - batchesBefore)),
    cores: cores(used),
    roomsThreadCores: cores(threadUsed),
    eventLoopDelayMs: {
      // The histogram counts the timer's own millisecond.
      p50: rounded(eventLoop.percentile(50) / 1e6 - 1),
      p99: rounded(eventLoop.percentile(99) / 1e6 - 1),
    },
  };
}

function countingMonitor(counts: Counts): TableMonitor {
  const nothing = (): void => undefined;
  return {
    refused: nothing,
    decisionTook: nothing,
    tickWasLate: nothing,
    agentAnswered: nothing,
    agentReplaced: () => (counts.fallbacks += 1),
    stepped: nothing,
    failed: (error) => void process.stderr.write(`${String(error)}\n`),
  };
}

function rounded(value: number): number {
  return Number(Math.max(0, value).toFixed(2));
}

const command = new Command('bench inference')
  .description('measure how fast trained agents decide for many rooms of one process')
  .option('--json', 'one JSON document (always; the flag is for symmetry)')
  .option('--seconds <n>', 'how long each scenario is measured', '5')
  .addHelpText(
    'after',
    examples(`${RUN} bench inference`, `${RUN} bench inference --seconds 20 > inference.json`),
  )
  .action(async ({ seconds }: { readonly seconds: string }) => {
    const duration = numberOf('--seconds', seconds, { least: 0.5, most: 600 });
    const progress = startProgress('scenarios');
    const results: Record<string, ScenarioResult> = {};
    for (const [done, scenario] of SCENARIOS.entries()) {
      progress.show(done, SCENARIOS.length);
      results[scenario.name] = await measure(scenario, duration);
    }
    progress.stop();
    const ranOn = {
      ...machine(),
      // More than the cores: others took their time meanwhile.
      load: rounded(loadavg()[0] ?? 0),
    };
    printJson({ bench: 'inference', machine: ranOn, seconds: duration, aimMs: AIM_MS, ...results });
  });

await runCommand(command);
