// No command of its own: hands the episodes of consenting people to commands that learn from them or report on them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { readConfig } from '../config.ts';
import { consentingEpisodes, NO_EPISODES, type ConsentCounts } from '../storage/consentingEpisodes.ts';
import { openLogReader, type OpenedLog } from '../storage/openLogReader.ts';
import { DATABASE_NAME } from '../storage/sqliteStore.ts';
import { runCommand, UsageError } from './runCommand.ts';

interface Flags {
  readonly game?: string;
  readonly data?: string;
  readonly simulated?: true;
  readonly count?: true;
}

const command = new Command('people')
  .description(
    'print episodes of consenting people, one JSON document a line, and what was left out in the last one',
  )
  .option('--game <game>', `only episodes of this game (${GAME_IDS.join(', ')})`)
  .option('--data <dir>', 'data folder of the server (left out: the one that the server takes)')
  .option('--simulated', 'take programs along that played people, and said so; standing exploiters never are')
  .option('--count', 'only count ended episodes by game, whoever was in them')
  .action(async ({ game, data, simulated, count }: Flags) => {
    if (game !== undefined && !GAME_IDS.some((id) => id === game))
      throw new UsageError(`--game: expected one of ${GAME_IDS.join(', ')}, got ${JSON.stringify(game)}`);
    if (count) return print({ ended: countEnded(data ?? readConfig().dataFolder, simulated) });
    const counts: ConsentCounts = { ...NO_EPISODES };
    const log = data === undefined ? openOwn() : openLogReader(data);
    try {
      const selection = {
        ...(game === undefined ? {} : { game }),
        simulated: simulated ? ('taken-along' as const) : ('left-out' as const),
      };
      for (const events of log ? consentingEpisodes(log.reader, selection, counts) : [])
        await print({ episode: events });
    } finally {
      log?.close();
    }
    return print({ counts });
  });

/** Nobody has played where there is no log yet. */
function countEnded(data: string, simulated: true | undefined): Readonly<Record<string, number>> {
  if (!existsSync(join(data, DATABASE_NAME))) return {};
  const log = openLogReader(data);
  try {
    const among = simulated ? {} : ({ simulated: 'not' } as const);
    return Object.fromEntries(
      GAME_IDS.map((game) => [game, log.reader.countEpisodes({ ...among, ended: 'only', game })] as const),
    );
  } finally {
    log.close();
  }
}

/** @returns undefined where the server has never run: that is no fault, there is just nobody yet */
function openOwn(): OpenedLog | undefined {
  const { dataFolder } = readConfig();
  return existsSync(join(dataFolder, DATABASE_NAME)) ? openLogReader(dataFolder) : undefined;
}

/** Waits for a slow reader, so that memory holds one episode. */
async function print(line: unknown): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write(`${JSON.stringify(line)}\n`, () => resolve());
  });
}

await runCommand(command);
