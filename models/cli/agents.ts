import type { AnyGame } from '../../shared/game.ts';
import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { listAgents, type FoundAgent } from '../checkpoints/agents.ts';
import { readEvidence, type Evidence } from '../checkpoints/evidence.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { evidenceLine } from './agentReport.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { GAME_LIST, gameFlag } from './options.ts';
import { grouped, table } from './table.ts';

interface ListedAgent extends FoundAgent {
  readonly evidence: readonly Evidence[];
}

export const addAgents: AddCommand = (program, context) => {
  program
    .command('agents')
    .description('list the trained agents: those released with the project, and those in data/agents')
    .option('--game <G>', `only agents of this game (${GAME_LIST})`, gameFlag('--game'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} agents --game coin`,
        `${RUN} agent show agent:3f9c2ab71d04`,
        `${RUN} simulate --game coin --seats agent:3f9c2ab71d04,scripted:always-defect`,
        '',
        'Any number of digits of an id from six up will do. A checkpoint that lies elsewhere is agent:FOLDER.',
      ),
    )
    .action(({ game, json }: { game?: AnyGame; json?: true }) => run(context, game, json));
};

async function run(context: CliContext, game: AnyGame | undefined, json: true | undefined): Promise<void> {
  const places = agentPlaces(context.directory);
  const { agents: found, unusable } = await listAgents(places);
  const warn = ({ message }: Error) => context.stderr.write(`left out: ${message}\n`);
  unusable.forEach(warn);
  const agents: ListedAgent[] = [];
  for (const agent of found.filter(({ meta }) => game === undefined || meta.game === game.id).sort(inOrder)) {
    try {
      agents.push({ ...agent, evidence: await readEvidence(agent.folder, agent.meta.id) });
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint)) throw error;
      warn(error);
    }
  }
  if (json)
    printJson(
      context,
      agents.map(({ ref, folder, meta, evidence }) => ({ ref, folder, ...meta, evidence })),
    );
  else if (agents.length > 0) context.stdout.write(listing(agents));
  else {
    const which = game === undefined ? 'agents' : `agents of ${game.id}`;
    context.stdout.write(`No ${which} in ${places.agents} or ${places.released}.\n`);
  }
}

/** By game, algorithm and seed; released ones of equal rank stay before the others. */
function inOrder({ meta: a }: FoundAgent, { meta: b }: FoundAgent): number {
  const texts = (meta: FoundAgent['meta']) => `${meta.game} ${meta.algorithm}`;
  return texts(a).localeCompare(texts(b), 'en') || a.seed - b.seed;
}

function listing(agents: readonly ListedAgent[]): string {
  const hasExploiters = agents.some(({ meta }) => meta.exploits !== undefined);
  return table(
    [
      { title: 'game', align: 'left' },
      { title: 'agent', align: 'left' },
      { title: 'algorithm', align: 'left' },
      { title: 'seed', align: 'right' },
      { title: 'steps', align: 'right' },
      { title: 'rules', align: 'right' },
      ...(hasExploiters ? [{ title: 'exploits', align: 'left' as const }] : []),
      { title: 'latest evidence', align: 'left' },
    ],
    agents.map(({ ref, meta, evidence }) => {
      const latest = evidence.at(-1);
      return [
        meta.game,
        ref,
        meta.algorithm,
        String(meta.seed),
        grouped(meta.training.environmentSteps),
        String(meta.rulesVersion),
        ...(hasExploiters ? [meta.exploits?.ref ?? ''] : []),
        latest === undefined ? 'none' : evidenceLine(latest),
      ];
    }),
  );
}
