import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { randomAction } from '../../shared/action.ts';
import { startAnyEpisode } from '../../shared/episode.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import { RandomStream } from '../../shared/random.ts';
import { inBenchFolder } from '../bench/benchFolder.ts';
import { FORMATS } from '../export/tableWriter.ts';
import { openSqliteStore, type SqliteStore } from '../storage/sqliteStore.ts';
import { startProgress } from './progress.ts';
import { printJson, runCommand, UsageError } from './runCommand.ts';

/** Not a command of the command line: it shows that the memory of an export does not grow with the log. */
const command = new Command('benchExport')
  .description('fill a log with random play, export it, and measure time and memory of the export')
  .option('--decisions <n>', 'at least so many decisions', '1000000')
  .option('--game <game>', 'what is played', 'negotiation')
  .option('--folder <dir>', 'where the trial log and export go', tmpdir())
  .action(async (flags: { decisions: string; game: string; folder: string }) => {
    const decisions = Number(flags.decisions);
    if (!(decisions >= 1)) throw new UsageError(`--decisions: expected a number, got ${flags.decisions}`);
    await inBenchFolder(async (folder) => {
      const store = openSqliteStore({ folder });
      await fill(store, flags.game, decisions);
      await store.close();
      const formats = [];
      for (const format of FORMATS) formats.push({ format, ...(await measureExport(folder, format)) });
      printJson({ bench: 'export', game: flags.game, decisions, formats });
    }, flags.folder);
  });

async function fill(store: SqliteStore, game: string, decisions: number): Promise<void> {
  const progress = startProgress('decisions');
  let written = 0;
  for (let seed = 0; written < decisions; seed += 1) {
    const events = randomEpisode(game, seed);
    written += events.filter(({ kind }) => kind === 'decision').length;
    store.append(events);
    await store.durable();
    progress.show(Math.min(written, decisions), decisions);
  }
  progress.stop();
}

const UNTIMED = {
  source: 'script',
  tShown: null,
  tInput: null,
  roundTripMs: null,
  flags: [] as string[],
} as const;

/** The log of an episode in which every seat acts at random. */
function randomEpisode(id: string, seed: number): LogEvent[] {
  const game = gameById(id);
  const running = startAnyEpisode(game, {}, seed);
  const { numSeats, actions: space } = running.spec;
  const episode = `${id}-${seed}`;
  const controller = { kind: 'scripted', id: 'scripted:random', version: 'bench' } as const;
  const seats = Array.from({ length: numSeats }, (_, seat) => seat);
  const occupants = seats.map((seat) => ({ seat, controller }));
  const events: LogEvent[] = [
    {
      kind: 'episode.started',
      schema: 1,
      episode,
      game: id,
      params: game.params.parse({}),
      rulesVersion: game.rulesVersion,
      seed,
      steps: null,
      codeVersion: 'bench',
      occupants,
      condition: {},
      at: seed,
    },
  ];
  const choices = new RandomStream(seed, 'choices');
  while (running.status === 'running') {
    const { step } = running;
    const actions = seats.map(() => randomAction(space, choices) as number | number[]);
    for (const [seat, action] of actions.entries()) {
      events.push({ ...UNTIMED, kind: 'decision', episode, step, seat, controller, action, tServer: step });
    }
    const { rewards } = running.advance(actions);
    events.push({
      kind: 'rewards',
      episode,
      step,
      rewards: [...rewards],
      returns: [...running.returns],
      at: step,
    });
  }
  const { step: steps, status: reason, returns } = running;
  events.push({ kind: 'episode.ended', episode, steps, reason, returns: [...returns], at: steps });
  return events;
}

async function measureExport(
  folder: string,
  format: string,
): Promise<{ seconds: number; peakMegabytes: number | null; bytes: number }> {
  const script = fileURLToPath(new URL('./export.ts', import.meta.url));
  const args = [
    script,
    '--data',
    folder,
    '--out',
    join(folder, `out-${format}`),
    '--format',
    format,
    '--json',
  ];
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let peak: number | null = null;
  const timer = setInterval(() => {
    peak = peakOf(child.pid) ?? peak;
  }, 100);
  await once(child, 'close');
  clearInterval(timer);
  const { files } = JSON.parse(output) as { files: readonly { bytes: number }[] };
  return {
    seconds: Number(((performance.now() - startedAt) / 1000).toFixed(1)),
    peakMegabytes: peak,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Largest resident memory so far, in MB; null where the system does not tell. */
function peakOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1000);
  } catch {
    return null;
  }
}

await runCommand(command);
