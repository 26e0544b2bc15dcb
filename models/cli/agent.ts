import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { findAgent } from '../checkpoints/agents.ts';
import { readEvidence } from '../checkpoints/evidence.ts';
import { loadCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { addAgentReplay } from './agentReplay.ts';
import { agentReport } from './agentReport.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';

export const addAgent: AddCommand = (program, context) => {
  const agent = program.command('agent').description('look into one trained agent');
  agent
    .command('show')
    .argument(
      '<REF>',
      'agent:live/GAME, agent:released/GAME/NAME, agent: and the first digits of its id, or agent:FOLDER',
    )
    .description('verify an agent and print what is known about it; card.md in its folder has all of it')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples(`${RUN} agent show agent:3f9c2ab71d04`, `${RUN} agents`))
    .action((ref: string, { json }: { json?: true }) => show(context, ref, json));
  addAgentReplay(agent, context);
};

async function show(context: CliContext, ref: string, json: true | undefined): Promise<void> {
  try {
    const found = await findAgent(ref, agentPlaces(context.directory));
    await loadCheckpoint(found.folder);
    const evidence = await readEvidence(found.folder, found.meta.id);
    if (json) printJson(context, { ref, folder: found.folder, ...found.meta, evidence });
    else context.stdout.write(agentReport(found, evidence));
  } catch (error) {
    if (error instanceof UnusableCheckpoint) throw new CommandFailed(error.message, 1, { cause: error });
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
