import type { AnyGame, Pace } from '../../shared/game.ts';
import { GAME_IDS, gameById } from '../../shared/games/registry.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';

export const addGames: AddCommand = (program, context) => {
  program
    .command('games')
    .description('list the games: seats, actions, presets and parameters')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} games`,
        `${RUN} games --json`,
        '',
        'A line --params shows every parameter with its default; simulate takes any part of it.',
      ),
    )
    .action(({ json }: { json?: true }) => {
      const games = GAME_IDS.map((id) => describe(gameById(id)));
      if (json) printJson(context, games);
      else context.stdout.write(games.map(page).join('\n'));
    });
};

interface GameDescription {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly rulesVersion: number;
  readonly seats: number;
  readonly actions: readonly string[];
  readonly maxSteps: number;
  readonly pace: Pace;
  readonly presets: AnyGame['presets'];
  readonly params: unknown;
}

function describe(game: AnyGame): GameDescription {
  const params = game.params.parse({});
  const { numSeats, actions, maxSteps, pace } = game.spec(params);
  const { id, title, summary, rulesVersion, presets } = game;
  return {
    id,
    title,
    summary,
    rulesVersion,
    seats: numSeats,
    actions:
      actions.kind === 'discrete'
        ? actions.names
        : actions.names.map((name) => `${name} in [${actions.low}, ${actions.high}]`),
    maxSteps,
    pace,
    presets,
    params,
  };
}

function page(game: GameDescription): string {
  const pace = game.pace.kind === 'turns' ? 'turns' : `${game.pace.perSecond} steps a second`;
  return [
    `${game.id}: ${game.title} (rules ${game.rulesVersion})`,
    `  ${game.summary}`,
    `  ${game.seats} seats, ${pace}, at most ${game.maxSteps} steps`,
    `  actions: ${game.actions.join(', ')}`,
    `  presets: ${game.presets.map(({ id, title }) => `${id} (${title})`).join(', ')}`,
    `  --params '${JSON.stringify(game.params, shortened)}'`,
    '',
  ].join('\n');
}

/** A map or a table of weights would hide the other parameters; --json has them whole. */
function shortened(_key: string, value: unknown): unknown {
  const length = JSON.stringify(value)?.length ?? 0;
  return typeof value === 'string' || Array.isArray(value) ? (length > 60 ? '...' : value) : value;
}
