import { Command } from 'commander';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { readCodeVersion } from '../codeVersion.ts';
import { readConfig } from '../config.ts';
import { exportLog } from '../export/exportLog.ts';
import type { Manifest } from '../export/manifest.ts';
import { FORMATS, type ExportFormat } from '../export/tableWriter.ts';
import { openLogReader } from '../storage/openLogReader.ts';
import { startProgress } from './progress.ts';
import { examples, printJson, RUN, runCommand, UsageError } from './runCommand.ts';

interface Flags {
  readonly out?: string;
  readonly format?: string;
  readonly game?: string;
  readonly since?: string;
  readonly data?: string;
  readonly simulated?: true;
  readonly force?: true;
  readonly json?: true;
}

const command = new Command('export')
  .description('write the research log as files for analysis, while rooms run or not')
  .usage(
    '--out DIR --format jsonl|csv|parquet [--game G] [--since T] [--data DIR] [--simulated] [--force] [--json]',
  )
  .option('--out <dir>', 'folder that the files go to; must be new or empty')
  .option(
    '--format <format>',
    `${FORMATS.join(', ')}: jsonl has trajectories too, csv and parquet tidy tables`,
  )
  .option('--game <game>', `only episodes of this game (${GAME_IDS.join(', ')})`)
  .option('--since <time>', 'only episodes that started at or after this time, e.g. 2026-01-31T12:00Z')
  .option('--data <dir>', 'data folder of the server (left out: the one that the server takes)')
  .option('--simulated', 'take episodes along in which programs played people (crowd, exploiters)')
  .option('--force', 'replace the export that is in the folder')
  .option('--json', 'print the manifest as one JSON document')
  .addHelpText(
    'after',
    examples(
      `${RUN} export --out export --format csv`,
      `${RUN} export --out harvest --game harvest --since 2026-01-31T12:00Z --format parquet`,
      '',
      'Episodes that are running are left out and counted. docs/data.md shows how to load the files.',
    ),
  )
  .action(async (flags: Flags) => {
    const out = required(flags.out, '--out', 'a folder');
    const format = formatOf(flags.format);
    const filter = {
      ...(flags.game === undefined ? {} : { game: gameOf(flags.game) }),
      ...(flags.since === undefined ? {} : { since: timeOf(flags.since) }),
    };
    const interrupt = new AbortController();
    const onSignal = (): void => interrupt.abort();
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    const progress = startProgress('episodes');
    const log = openLogReader(flags.data ?? readConfig().dataFolder);
    try {
      const manifest = await exportLog({
        reader: log.reader,
        out,
        format,
        filter,
        simulated: flags.simulated ? 'taken-along' : 'left-out',
        existing: flags.force ? 'replace' : 'refuse',
        codeVersion: readCodeVersion(),
        now: () => Date.now(),
        onProgress: (done, total) => progress.show(done, total),
        signal: interrupt.signal,
      });
      progress.stop();
      if (flags.json) printJson(manifest);
      else process.stdout.write(report(manifest, out));
      warn(manifest);
    } finally {
      progress.stop();
      log.close();
    }
  });

function required(text: string | undefined, flag: string, takes: string): string {
  if (text === undefined || text === '') throw new UsageError(`${flag}: expected ${takes}, got nothing`);
  return text;
}

function formatOf(text: string | undefined): ExportFormat {
  const takes = `one of ${FORMATS.join(', ')}`;
  const format = FORMATS.find((known) => known === required(text, '--format', takes));
  if (!format) throw new UsageError(`--format: expected ${takes}, got ${JSON.stringify(text)}`);
  return format;
}

function gameOf(text: string): string {
  if (GAME_IDS.some((id) => id === text)) return text;
  throw new UsageError(`--game: expected one of ${GAME_IDS.join(', ')}, got ${JSON.stringify(text)}`);
}

/** ISO 8601; without a zone it is local time, as everywhere in JavaScript. */
function timeOf(text: string): number {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new UsageError(
    `--since: expected a time such as 2026-01-31 or 2026-01-31T12:00Z, got ${JSON.stringify(text)}`,
  );
}

function report({ episodes, files }: Manifest, out: string): string {
  const lines = files.map(({ name, rows, bytes }) => {
    const size = bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
    return `  ${name.padEnd(22)}${rows === null ? '' : `${rows} rows`.padEnd(16)}${size}`;
  });
  return `${[`${episodes.exported} episodes in ${out}`, ...lines, '  manifest.json'].join('\n')}\n`;
}

function warn({ episodes: { running, simulated, invalid } }: Manifest): void {
  if (simulated > 0) process.stderr.write(`left out: ${simulated} episodes with simulated people\n`);
  if (running > 0) process.stderr.write(`left out: ${running} running episodes\n`);
  if (invalid.length > 0) {
    process.stderr.write(`marked invalid: ${invalid.length} episodes that this version cannot replay\n`);
  }
}

await runCommand(command);
