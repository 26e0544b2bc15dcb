import type { AnyGame } from '../../shared/game.ts';
import { readRegistry } from '../checkpoints/agentRegistry.ts';
import { releasedIds } from '../checkpoints/agents.ts';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { livesOf } from '../../shared/lifecycle/registryState.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { GAME_LIST, gameFlag } from './options.ts';
import { dataOption, orFailed, registryPlaces, type DataFlag } from './registryPlaces.ts';
import { registryReport } from './registryReport.ts';

interface RegistryFlags extends DataFlag {
  readonly game?: AnyGame;
  readonly json?: true;
}

export const addRegistry: AddCommand = (program, context) => {
  program
    .command('registry')
    .description('show which agents are live, on their way there, or refused, and how that came about')
    .option('--game <G>', `only this game (${GAME_LIST})`, gameFlag('--game'))
    .option('--json', 'print one JSON document')
    .addOption(dataOption())
    .addHelpText(
      'after',
      examples(
        `${RUN} registry`,
        `${RUN} registry --game ipd --json`,
        '',
        'What each stage means: docs/live.md',
      ),
    )
    .action((flags: RegistryFlags) => run(flags, context));
};

async function run(flags: RegistryFlags, context: CliContext): Promise<void> {
  const places = registryPlaces(flags, context);
  const { state, events, faults } = await orFailed(async () =>
    readRegistry(places, await releasedIds(places)),
  );
  const games = (flags.game === undefined ? GAME_IDS : [flags.game.id]).map((game) => ({
    game,
    ...livesOf(state, game),
    events: events.filter((event) => event.game === game),
  }));
  for (const fault of faults) context.stderr.write(`left out: ${fault}\n`);
  if (flags.json) printJson(context, games);
  else context.stdout.write(registryReport(games));
}
