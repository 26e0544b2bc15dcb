import { statSync } from 'node:fs';
import { Command } from 'commander';
import { ReplayDivergence } from '../../shared/log/divergence.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import { replay } from '../../shared/log/replay.ts';
import { readConfig } from '../config.ts';
import { openLogReader } from '../storage/openLogReader.ts';
import { StorageError } from '../storage/storageError.ts';
import { episodesInFile } from './logFiles.ts';
import { CommandFailed, examples, printJson, RUN, runCommand, UsageError } from './runCommand.ts';

interface Flags {
  readonly data?: string;
  readonly json?: true;
}

type Verdict =
  | {
      readonly ok: true;
      readonly episode: string;
      readonly game: string;
      readonly rulesVersion: number;
      readonly seed: number;
      readonly steps: number;
      /** Null for a log without an end: the episode runs, or the log is torn. */
      readonly reason: string | null;
      readonly returns: readonly number[];
    }
  | {
      readonly ok: false;
      readonly episode: string;
      readonly kind: string;
      /** The first that differs. */
      readonly step: number;
      readonly seat: number | null;
      readonly message: string;
    };

const command = new Command('replay')
  .description('re-simulate logged episodes and verify every reward')
  .argument('<log>', 'FILE with a research log as JSON lines, or EPISODE_ID of the server’s store')
  .option(
    '--data <dir>',
    'data folder of the server, for EPISODE_ID (left out: the one that the server takes)',
  )
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    examples(
      `${RUN} simulate --game ipd --seats 'scripted:random*2' --log run.jsonl`,
      `${RUN} replay run.jsonl`,
      `${RUN} replay e-pTrV3ONDWONV --data data --json`,
      '',
      'Ends with 1 at a log that differs from what its seed and actions give, and says where it begins to.',
    ),
  )
  .action(async (log: string, { data, json }: Flags) => {
    const verdicts: Verdict[] = [];
    for await (const events of episodesOf(log, data ?? readConfig().dataFolder)) {
      const verdict = verdictOn(events);
      verdicts.push(verdict);
      if (!json) process.stdout.write(`${lineOf(verdict)}\n`);
    }
    const failures = verdicts.filter(({ ok }) => !ok);
    if (json) printJson({ ok: failures.length === 0, episodes: verdicts });
    if (failures.length > 0) {
      throw new CommandFailed(`${failures.length} of ${verdicts.length} episodes differ from their log`);
    }
  });

async function* episodesOf(log: string, data: string): AsyncGenerator<readonly LogEvent[], undefined> {
  if (statSync(log, { throwIfNoEntry: false })?.isFile()) {
    yield* episodesInFile(log);
    return undefined;
  }
  yield episodeInStore(log, data);
  return undefined;
}

/** @throws UsageError if there is no such episode */
function episodeInStore(episode: string, data: string): readonly LogEvent[] {
  const expectation = `replay: expected a FILE or an EPISODE_ID, got ${JSON.stringify(episode)}, which is no file`;
  let opened;
  try {
    opened = openLogReader(data);
  } catch (error) {
    if (!(error instanceof StorageError) || error.fault !== 'io') throw error;
    throw new UsageError(`${expectation}; and for an id: --data: ${error.message}`, { cause: error });
  }
  try {
    const events = opened.reader.episodeEvents(episode);
    if (events.length === 0) throw new UsageError(`${expectation}, and no episode in ${data}`);
    return events;
  } finally {
    opened.close();
  }
}

function verdictOn(events: readonly LogEvent[]): Verdict {
  const episode = events[0]?.episode ?? '';
  try {
    const { header, steps, returns, end } = replay(events);
    const { game, rulesVersion, seed } = header;
    return { ok: true, episode, game, rulesVersion, seed, steps, reason: end?.reason ?? null, returns };
  } catch (error) {
    if (!(error instanceof ReplayDivergence)) throw error;
    const { kind, step, seat, message } = error;
    return { ok: false, episode, kind, step, seat: seat ?? null, message };
  }
}

function lineOf(verdict: Verdict): string {
  if (!verdict.ok) return `differs  ${verdict.episode}: ${verdict.message}`;
  const { episode, game, steps, reason, returns } = verdict;
  const sums = returns.map((sum) => Number(sum.toFixed(6))).join(', ');
  return `agrees   ${episode}: ${game}, ${steps} steps, ${reason ?? 'no end logged'}, returns ${sums}`;
}

await runCommand(command);
