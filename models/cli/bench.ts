import { GAME_IDS } from '../../shared/games/registry.ts';
import { benchGames, type GamesBench } from './benchGames.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import { addBenchTrain, measureTraining } from './benchTrainCommand.ts';
import { trainBenchReport } from './trainBenchReport.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import { gamesReport } from './gamesReport.ts';
import { machine } from './machine.ts';
import { startProgress } from './progress.ts';
import { delegate } from './serverCommand.ts';

const REPETITIONS = 7;
const SECONDS_PER_REPETITION = 0.4;

export const addBench: AddCommand = (program, context) => {
  const bench = program
    .command('bench')
    .description('measure how fast this machine is: games, training, server, log, inference, or all of them')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} bench games`,
        `${RUN} bench --json > bench.json`,
        '',
        'games: steps a second of one core, all observations written.',
        'train: agent-steps a second of whole training iterations.',
        'server: rooms that one process holds.   log: decisions a second made durable.',
        'inference: how fast trained agents decide for many rooms.',
        'Leave the machine alone meanwhile.',
      ),
    )
    // What stands behind the name of a part is the part's.
    .enablePositionalOptions()
    .allowExcessArguments()
    .action(async ({ json }: { json?: true }, { args }: { args: readonly string[] }) => {
      if (args.length > 0)
        throw new UsageError(
          `bench: expected games, train, server, log, inference or nothing, got ${JSON.stringify(args[0])}`,
        );
      await benchAll(json === true ? 'json' : 'text', context);
    });
  bench
    .command('games')
    .description('steps a second of one core through startEpisode, all observations of all seats written')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples(`${RUN} bench games`, `${RUN} bench games --json`))
    // The flag may also stand before the word `games`, where it belongs to the parent.
    .action(async (_flags: unknown, command: { optsWithGlobals(): { json?: true } }) => {
      const measured = await measureGames(context);
      if (command.optsWithGlobals().json) printJson(context, measured);
      else context.stdout.write(gamesReport(measured));
    });
  addBenchTrain(bench, context);
  for (const [name, script, what] of [
    ['server', 'benchServer', 'rooms that one process holds, against a bare echo room'],
    ['log', 'benchLog', 'decisions a second made durable'],
    ['inference', 'benchInference', 'how fast trained agents decide for many rooms of one process'],
  ] as const) {
    const command = bench.command(name).usage('[--json]').description(what);
    delegate(command, script, context);
  }
};

/** One after the other: they would take each other's time. */
async function benchAll(output: 'json' | 'text', context: CliContext): Promise<void> {
  if (output === 'text') {
    context.stdout.write(gamesReport(await measureGames(context)));
    for (const script of ['benchServer', 'benchLog', 'benchInference']) {
      const { exitCode } = await context.runServerScript(script, [], { stdout: 'inherited' });
      if (exitCode !== 0) throw new CommandFailed('', exitCode);
    }
    context.stdout.write(trainBenchReport(await measureTraining(context)));
    return;
  }
  const games = await measureGames(context);
  const server = await captured('benchServer', context);
  const log = await captured('benchLog', context);
  const inference = await captured('benchInference', context);
  const train = await measureTraining(context);
  printJson(context, { machine: machine(), games, train, server, log, inference });
}

async function captured(script: string, context: CliContext): Promise<unknown> {
  const { exitCode, output } = await context.runServerScript(script, ['--json'], { stdout: 'captured' });
  if (exitCode !== 0) throw new CommandFailed(`${script} failed with exit code ${exitCode}`, exitCode);
  try {
    return JSON.parse(output);
  } catch (error) {
    const got = JSON.stringify(output.slice(0, 200));
    throw new CommandFailed(`expected one JSON document from ${script}, got ${got}`, 1, { cause: error });
  }
}

async function measureGames(context: CliContext): Promise<GamesBench> {
  const progress = startProgress(context, { unit: 'measurements', total: GAME_IDS.length * REPETITIONS });
  try {
    return await benchGames({
      seconds: context.seconds,
      cpuSeconds: context.cpuSeconds,
      repetitions: REPETITIONS,
      secondsPerRepetition: SECONDS_PER_REPETITION,
      async breathe(done) {
        progress.show(done);
        await new Promise((resume) => setImmediate(resume));
      },
    });
  } finally {
    progress.stop();
  }
}
