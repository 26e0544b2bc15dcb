/** `crowd`: simulated people who come to a running server by the front door and play. */
import { Command } from 'commander';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../systemClock.ts';
import { runCrowd } from '../visitors/crowd.ts';
import { crowdReport, crowdText, progressText } from '../visitors/crowdReport.ts';
import { STYLES, type Style } from '../visitors/styles.ts';
import { Tally } from '../visitors/tally.ts';
import { CommandFailed, examples, printJson, RUN, runCommand, UsageError } from './runCommand.ts';
import { startStatusLine } from './statusLine.ts';
import { gameOf, whatFailed } from './crowdFlags.ts';
import { numberOf } from './numberOf.ts';

interface Flags {
  readonly people: string;
  readonly style: string;
  readonly url?: string;
  readonly minutes: string;
  readonly seed: string;
  readonly speed: string;
  readonly game?: string;
  readonly json?: true;
}

const KINDS = [...STYLES, 'mixed'] as const;

const command = new Command('crowd')
  .description('simulated people who play at a running server, through the same door as anybody')
  .usage('[--people N] [--style S] [--game G] [--minutes M] [--speed X] [--seed S] [--url URL] [--json]')
  .option('--people <n>', 'how many at a time, 1 to 1000', '50')
  .option('--style <style>', `how they play: ${KINDS.join(', ')}`, 'mixed')
  .option('--url <url>', 'the server (left out: this machine, at the port that the server takes)')
  .option('--minutes <m>', 'how long; a game that is on then may end, for a minute', '15')
  .option('--seed <s>', 'who plays what, thinks how long and errs when', '1')
  .option('--speed <times>', 'think, read and pause so many times as fast as people', '1')
  .option('--game <game>', `only this game (${GAME_IDS.join(', ')})`)
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    examples(
      'npm start',
      `${RUN} crowd --people 50 --style mixed --minutes 15`,
      `${RUN} crowd --people 7 --style greedy --game harvest --minutes 3`,
      '',
      'They read, err, reload, walk out and come again, and are marked as simulated in the log: exports leave',
      'them out, and nothing learns from them as from people. Ends with 1 if anything went wrong.',
    ),
  )
  .action(async (flags: Flags) => {
    const people = numberOf('--people', flags.people, { least: 1, most: 1000, whole: 'only' });
    const minutes = numberOf('--minutes', flags.minutes, { least: 0.01, most: 1_000_000 });
    const speed = numberOf('--speed', flags.speed, { least: 0.1, most: 1000 });
    const seed = numberOf('--seed', flags.seed, { least: 0, most: Number.MAX_SAFE_INTEGER, whole: 'only' });
    const style = styleOf(flags.style);
    const games = flags.game === undefined ? GAME_IDS : [gameOf(flags.game)];
    const tally = new Tally();
    const interrupt = new AbortController();
    const onSignal = (): void => interrupt.abort();
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
    const url = flags.url ?? `http://localhost:${readConfig().port}`;
    const startedAt = systemClock.now();
    const line = startStatusLine(() =>
      progressText(tally, { people, minutes, passedMs: systemClock.now() - startedAt }),
    );
    try {
      const { signal } = interrupt;
      await runCrowd({ url, people, style, games, minutes, seed, speed, clock: systemClock, signal, tally });
    } catch (error) {
      throw new CommandFailed(`expected a server at ${url}, got ${whatFailed(error)}`);
    } finally {
      line.stop();
    }
    const report = crowdReport(tally, { people, style, seconds: (systemClock.now() - startedAt) / 1000 });
    if (flags.json) printJson(report);
    else process.stdout.write(crowdText(report));
    if (report.errors.length > 0) throw new CommandFailed(`${tally.numErrors} errors, listed above`);
  });

function styleOf(text: string): Style | 'mixed' {
  const style = KINDS.find((known) => known === text);
  if (style) return style;
  throw new UsageError(`--style: expected one of ${KINDS.join(', ')}, got ${JSON.stringify(text)}`);
}

await runCommand(command);
