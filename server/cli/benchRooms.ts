/** `bench rooms`: people and agents in the same rooms of one process, whether every decision comes in time. */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { inBenchFolder } from '../bench/benchFolder.ts';
import { BenchProcess } from '../bench/benchProcess.ts';
import { Latencies } from '../bench/latencies.ts';
import { machine } from '../bench/machine.ts';
import type { AgentFigures, FromLoad, FromServer, ToLoad, ToServer } from '../bench/loadMessages.ts';
import { numberOf } from './numberOf.ts';
import { startProgress } from './progress.ts';
import { examples, printJson, RUN, runCommand } from './runCommand.ts';

const SEATS = 7;
const DEADLINE_MS = 60;
/** Of all decisions. */
const AIM_SHARE = 0.001;
/** Code is compiled, and all rooms play, before anything counts as measured. */
const SETTLE_MS = 3000;

interface Flags {
  readonly rooms: string;
  readonly people: string;
  readonly agent: string;
  readonly seconds: string;
}

interface Settings {
  readonly rooms: number;
  readonly people: number;
  readonly agent: string;
  readonly seconds: number;
}

type Server = BenchProcess<ToServer, FromServer>;
type Load = BenchProcess<ToLoad, FromLoad>;

async function measure(settings: Settings, folder: string) {
  const { rooms, people, agent } = settings;
  const server: Server = new BenchProcess('benchMixed', [String(people), folder, agent]);
  const load: Load = new BenchProcess('benchLoad');
  try {
    const { port } = (await server.next()) as Extract<FromServer, { kind: 'listening' }>;
    const opened = (await server.ask({ kind: 'open', rooms })) as Extract<FromServer, { kind: 'opened' }>;
    await load.ask({ kind: 'join', port, scenario: 'harvest', rooms: opened.rooms });
    await sleep(SETTLE_MS);
    const start = await agentsOf(server);
    return { ...(await count(settings, server, load)), missedWhileSettling: start.missed };
  } finally {
    await Promise.all([server, load].map((process) => process.end()));
  }
}

async function count({ seconds }: Settings, server: Server, load: Load) {
  const before = (await server.ask({ kind: 'cpu' })) as Extract<FromServer, { kind: 'cpu' }>;
  const seen = (await load.ask({ kind: 'measure', ms: seconds * 1000 })) as Extract<
    FromLoad,
    { kind: 'measured' }
  >;
  const figures = await agentsOf(server);
  const after = (await server.ask({ kind: 'cpu' })) as Extract<FromServer, { kind: 'cpu' }>;
  if (seen.closed > 0) throw new Error(`expected every connection to stay, ${seen.closed} were closed`);
  const decisions = new Latencies(figures.decisions);
  const missedShare = figures.missed / Math.max(1, decisions.count);
  return {
    decisions: decisions.count,
    missed: figures.missed,
    missedShare: rounded(missedShare, 6),
    isWithinAim: missedShare <= AIM_SHARE,
    decisionMs: quantiles(decisions),
    tickLateMs: quantiles(new Latencies(figures.ticks)),
    updateLateMs: quantiles(new Latencies(seen.counts)),
    serverCores: rounded((after.seconds - before.seconds) / (after.at - before.at), 2),
  };
}

async function agentsOf(server: Server): Promise<AgentFigures> {
  return (await server.ask({ kind: 'agents' })) as Extract<FromServer, { kind: 'agents' }>;
}

function quantiles(latencies: Latencies) {
  return { p50: latencies.quantile(0.5), p99: latencies.quantile(0.99), max: latencies.max };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const command = new Command('bench rooms')
  .description('measure whether agents decide in time beside people, in many Harvest rooms of one process')
  .option('--json', 'one JSON document (always; the flag is for symmetry)')
  .option('--rooms <n>', 'rooms of seven seats', '20')
  .option('--people <n>', 'people in each of them, 1 to 6; agents have the other seats', '3')
  .option('--agent <ref>', 'the agent, as in the lobby; left out: an untrained GRU(64)', '')
  .option('--seconds <n>', 'how long it is measured', '20')
  .addHelpText(
    'after',
    examples(
      `${RUN} bench rooms`,
      `${RUN} bench rooms --people 1 --seconds 60 > rooms.json`,
      '',
      'decisionMs: from a room’s question to the answer in its hands.   tickLateMs: how late ticks come.',
      'updateLateMs: from the moment a tick is due to what a person’s client gets of it.',
    ),
  )
  .action(async (flags: Flags) => {
    const settings: Settings = {
      rooms: numberOf('--rooms', flags.rooms, { least: 1, most: 500, whole: 'only' }),
      people: numberOf('--people', flags.people, { least: 1, most: SEATS - 1, whole: 'only' }),
      seconds: numberOf('--seconds', flags.seconds, { least: 0.5, most: 600 }),
      agent: flags.agent,
    };
    const progress = startProgress('measurements');
    progress.show(0, 1);
    try {
      const measured = await inBenchFolder((folder) => measure(settings, folder));
      const ranOn = {
        ...machine(),
        // More than the cores: others took their time meanwhile.
        load: rounded(loadavg()[0] ?? 0, 2),
      };
      const { agent, ...counts } = settings;
      const what = {
        ...counts,
        agentsPerRoom: SEATS - settings.people,
        agent: agent === '' ? 'untrained GRU(64)' : agent,
      };
      const aims = { deadlineMs: DEADLINE_MS, aimMissedShare: AIM_SHARE };
      printJson({ bench: 'rooms', machine: ranOn, ...what, ...aims, ...measured });
    } finally {
      progress.stop();
    }
  });

await runCommand(command);
