/** `standing`: what standing exploiters get out of the agents of a server, from its log. */
import { Command } from 'commander';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { standingGame, type StandingGame } from '../../shared/standing/standingGames.ts';
import {
  standingResult,
  type StandingFigure,
  type StandingRow,
} from '../../shared/standing/standingResult.ts';
import { readConfig } from '../config.ts';
import type { LogReader } from '../storage/logReader.ts';
import { openLogReader } from '../storage/openLogReader.ts';
import { gameOf } from './crowdFlags.ts';
import { examples, printJson, RUN, runCommand, UsageError } from './runCommand.ts';

interface Flags {
  readonly game?: string;
  readonly by: string;
  readonly data?: string;
  readonly json?: true;
}

const BUCKETS = { hour: 3_600_000, day: 86_400_000 } as const;
/** Of the bootstrap: the same log gives the same figures. */
const SEED = 1;

const command = new Command('standing')
  .description('what standing exploiters get out of the agents of a server, and how that drifts')
  .usage('[--game G] [--by hour|day] [--data DIR] [--json]')
  .option('--game <game>', `only this game (${GAME_IDS.join(', ')})`)
  .option('--by <time>', 'length of the buckets of the drift: hour, day', 'day')
  .option('--data <dir>', 'data folder of the server (left out: the one that the server takes)')
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    examples(
      `${RUN} standing`,
      `${RUN} standing --game ipd --by hour --json`,
      '',
      'Two seats: reward per step; more: return per episode. Gap: exploiter less agent, with a 95 % interval',
      'over games. Drift: the gap in the later half of the games less that in the earlier half.',
    ),
  )
  .action((flags: Flags) => {
    const bucketMs = bucketOf(flags.by);
    const game = flags.game === undefined ? undefined : gameOf(flags.game);
    const log = openLogReader(flags.data ?? readConfig().dataFolder);
    try {
      const rows = standingResult(gamesIn(log.reader, game), { bucketMs, seed: SEED });
      if (flags.json) printJson({ bucketMs, rows });
      else process.stdout.write(textOf(rows));
    } finally {
      log.close();
    }
  });

function gamesIn(reader: LogReader, game: string | undefined): StandingGame[] {
  const selection = { ...(game === undefined ? {} : { game }), ended: 'only', simulated: 'only' } as const;
  const games: StandingGame[] = [];
  for (const episode of reader.episodeIds({ ...selection, upTo: reader.lastEpisodeId() })) {
    const frame = reader.episodeFrame(episode);
    const one = frame && standingGame(frame.start, frame.end);
    if (one) games.push(one);
  }
  return games;
}

function bucketOf(text: string): number {
  if (text === 'hour' || text === 'day') return BUCKETS[text];
  throw new UsageError(`--by: expected hour or day, got ${JSON.stringify(text)}`);
}

const AGENT_DIGITS = 12;

function textOf(rows: readonly StandingRow[]): string {
  if (rows.length === 0)
    return 'No exploiter has played an agent to the end of a game yet (see: exploiters).\n';
  const lines = rows.map((row) =>
    [
      row.game.padEnd(12),
      row.agent.slice(0, AGENT_DIGITS),
      row.exploiter.padEnd(28),
      String(row.games).padStart(5),
      row.exploiterIncome.mean.toFixed(3).padStart(9),
      row.agentIncome.mean.toFixed(3).padStart(9),
      figureText(row.gap).padStart(26),
      row.drift ? figureText(row.drift).padStart(26) : '',
    ]
      .join('  ')
      .trimEnd(),
  );
  const heading = [
    'game'.padEnd(12),
    'agent'.padEnd(AGENT_DIGITS),
    'exploiter'.padEnd(28),
    'games',
    'exploiter'.padStart(9),
    'agent'.padStart(9),
    'gap'.padStart(26),
    'drift'.padStart(26),
  ].join('  ');
  return `${[heading, ...lines].join('\n')}\n`;
}

function figureText({ mean, interval }: StandingFigure): string {
  if (!interval) return mean.toFixed(3);
  return `${mean.toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`;
}

await runCommand(command);
