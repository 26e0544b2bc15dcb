import { z } from 'zod';
import type { AnyGame } from '../../shared/game.ts';
import { GAME_IDS } from '../../shared/games/registry.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import { exploitersOf, type ScriptedExploiter } from '../../shared/scripted/exploiters.ts';
import { scriptedPlayersOf } from '../../shared/scripted/registry.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import { GAME_LIST, gameFlag } from './options.ts';
import { table } from './table.ts';

interface PlayerDescription {
  readonly game: string;
  readonly ref: string;
  readonly summary: string;
  readonly sees: AnyPlayer['sees'];
  /** Each option's default; null where it has none. */
  readonly options: Readonly<Record<string, unknown>>;
  /** As exploiters of the ladder, with the options that they have there. */
  readonly exploiters: readonly ScriptedExploiter[];
}

export const addPlayers: AddCommand = (program, context) => {
  program
    .command('players')
    .description('list the scripted players of every game, or of one')
    .option('--game <G>', `only players of this game (${GAME_LIST})`, gameFlag('--game'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} players --game ipd`,
        `${RUN} simulate --game ipd --seats 'scripted:tit-for-tat,scripted:random({"p":0.2})'`,
        '',
        'Options are written in brackets behind the name, as JSON. The list shows their defaults; one with a ? has none.',
        'Your own player needs no place in this list: module:./my-player.mjs, see docs/players.md.',
      ),
    )
    .action(({ game, json }: { game?: AnyGame; json?: true }) => {
      const games = game ? [game.id] : GAME_IDS;
      const players = games.flatMap((id) => playersOf(id));
      if (json) printJson(context, players);
      else context.stdout.write(`${listing(players)}\n${attackListing(games)}`);
    });
};

function playersOf(game: string): PlayerDescription[] {
  return [...scriptedPlayersOf(game).values()].map(({ name, summary, sees, options }) => ({
    game,
    ref: `scripted:${name}`,
    summary,
    sees,
    options: defaultsOf(options),
    exploiters: exploitersOf(game).filter(({ ref }) => ref.replace(/\(.*/s, '') === `scripted:${name}`),
  }));
}

function defaultsOf(schema: AnyPlayer['options']): Readonly<Record<string, unknown>> {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      (typeof property === 'object' ? property.default : undefined) ?? null,
    ]),
  );
}

function listing(players: readonly PlayerDescription[]): string {
  const titles = ['game', 'player', 'options', 'what it does'];
  const columns = titles.map((title) => ({ title, align: 'left' as const }));
  const rows = players.map(({ game, ref, options, sees, summary }) => [
    game,
    ref,
    Object.entries(options)
      .map(([name, fallback]) => (fallback === null ? `${name}?` : `${name}: ${JSON.stringify(fallback)}`))
      .join(', '),
    sees === 'everything' ? `${summary} [sees the whole state]` : summary,
  ]);
  return table(columns, rows);
}

function attackListing(games: readonly string[]): string {
  const columns = ['game', 'on the ladder', 'attacks'].map((title) => ({ title, align: 'left' as const }));
  const rows = games.flatMap((game) => exploitersOf(game).map(({ ref, attacks }) => [game, ref, attacks]));
  return table(columns, rows);
}
