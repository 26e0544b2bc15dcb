import type { AnyGame } from '../../shared/game.ts';
import { findCandidate } from '../checkpoints/findCandidate.ts';
import { readGateEvidence } from '../checkpoints/gateEvidenceFiles.ts';
import { runGate } from '../gate/runGate.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import { evidenceReport } from './gateReport.ts';
import { interruptible } from './interruptible.ts';
import { GAME_LIST, gameFlag, required, wholeNumber, type FlagParser } from './options.ts';
import { orUsageError, refsFlag } from './playerGroups.ts';
import { dataOption, orFailed, registryPlaces, whoOption, type DataFlag } from './registryPlaces.ts';

interface RunFlags extends DataFlag {
  readonly candidate?: string;
  readonly game?: AnyGame;
  readonly exploiters: readonly string[];
  readonly respond: number;
  readonly seed?: number;
  readonly why: string;
  readonly who?: string;
  readonly json?: true;
}

/** In the prisoner's dilemma it finds what there is to be found; elsewhere it is a beginning. */
const USUAL_RESPONSE_MINUTES = 1;

const minutesOrNone: FlagParser<number> = (text) => {
  if (/^\d*\.?\d+$/.test(text)) return Number(text);
  throw new UsageError(`--respond: expected minutes, 0 or more, got ${JSON.stringify(text)}`);
};

const RUN_EXAMPLES = examples(
  `${RUN} gate run --candidate agent:3f9c2ab71d04`,
  `${RUN} gate run --candidate agent:3f9c2ab71d04 --exploiters agent:81d0f6c2aa07 --json`,
  `${RUN} gate run --candidate agent:3f9c2ab71d04 --respond 10`,
  '',
  'Ends with 0 whether the candidate passed or was refused: both are results. What each limit is: docs/live.md.',
);

export const addGate: AddCommand = (program, context) => {
  const gate = program.command('gate').description('decide which agents people may meet');
  gate
    .command('run')
    .description('put an agent through the offline suite; if it passes, it goes into shadow')
    .option('--candidate <REF>', 'agent: and the first digits of its id, or another reference; required')
    .option('--game <G>', `what its game must be (${GAME_LIST})`, gameFlag('--game'))
    .option(
      '--exploiters <REF,...>',
      'others who attack it, besides the scripts and the best responses that there are',
      refsFlag('--exploiters'),
      [],
    )
    .option(
      '--respond <MINUTES>',
      'train a best response to it for so long, and let that attack it too; 0: none',
      minutesOrNone,
      USUAL_RESPONSE_MINUTES,
    )
    .option(
      '--seed <S>',
      'where the suite starts; left out: the time, so that no two are the same',
      wholeNumber('--seed', 0, Number.MAX_SAFE_INTEGER),
    )
    .option('--why <TEXT>', 'why it is proposed, for the journal', 'proposed on the command line')
    .addOption(whoOption())
    .addOption(dataOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', RUN_EXAMPLES)
    .action((flags: RunFlags) => run(flags, context));
  gate
    .command('show')
    .argument('<ID>', 'evidence, by the first digits of its id (see: registry)')
    .description('show what a step of the gate was decided by')
    .addOption(dataOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples(`${RUN} gate show 4be1c07a93d2f650`))
    .action((id: string, flags: DataFlag & { readonly json?: true }) => show(id, flags, context));
};

async function run(flags: RunFlags, context: CliContext): Promise<void> {
  const candidate = required(flags.candidate, '--candidate', 'an agent, as agent:...');
  const places = registryPlaces(flags, context);
  const { meta } = await orUsageError('--candidate', () => findCandidate(candidate, places));
  if (flags.game !== undefined && meta.game !== flags.game.id)
    throw new UsageError(`--candidate: expected an agent of ${flags.game.id}, got one of ${meta.game}`);
  const { respond: minutes, ...given } = flags;
  const outcome = await interruptible(context, { unit: '%', total: 100 }, (breathe) =>
    orFailed(async () => {
      const outcome = await runGate({
        ...given,
        candidate,
        places,
        ...(minutes > 0 && { respond: { minutes, cpuSeconds: context.cpuSeconds } }),
        who: flags.who ?? context.userName,
        seed: flags.seed ?? context.now(),
        codeVersion: context.codeVersion,
        now: context.now,
        seconds: context.seconds,
        breathe: (done) => breathe(100 * done),
      });
      if (outcome === undefined) throw new CommandFailed('stopped before the end: it stays a candidate');
      return outcome;
    }),
  );
  const { evidence, evidenceId, stage } = outcome;
  if (flags.json) printJson(context, { id: evidenceId, stage, ...evidence });
  else
    context.stdout.write(`${evidenceReport({ id: evidenceId, ...evidence })}It is ${inWords(stage)} now.\n`);
}

async function show(
  id: string,
  flags: DataFlag & { readonly json?: true },
  context: CliContext,
): Promise<void> {
  const evidence = await orFailed(async () => readGateEvidence(registryPlaces(flags, context), id));
  if (flags.json) printJson(context, evidence);
  else context.stdout.write(evidenceReport(evidence));
}

function inWords(stage: string): string {
  return stage === 'shadow' || stage === 'canary'
    ? `in ${stage}`
    : stage === 'candidate'
      ? 'a candidate'
      : stage;
}
