import { BENCH_GAMES } from './benchGamesPart.ts';
import { addBenchPart, measurePart, type BenchPart } from './benchPart.ts';
import { BENCH_TRAIN } from './benchTrainPart.ts';
import { examples, printJson, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import { machine } from './machine.ts';
import { delegate } from './serverCommand.ts';

export const addBench: AddCommand = (program, context) => {
  const bench = program
    .command('bench')
    .description(
      'measure how fast this machine is: games, training, server, log, inference, rooms, or all of these',
    )
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
        'inference: how fast trained agents decide for many rooms.   rooms: whether they do in time beside people.',
        'trainer: how late updates of 100 rooms come with the background trainer at work, and without it.',
        'Without a name: all but trainer. Leave the machine alone meanwhile.',
      ),
    )
    // What stands behind the name of a part is the part's.
    .enablePositionalOptions()
    .allowExcessArguments()
    .action(async ({ json }: { json?: true }, { args }: { args: readonly string[] }) => {
      if (args.length > 0)
        throw new UsageError(
          `bench: expected games, train, server, log, inference, rooms, trainer or nothing, got ${JSON.stringify(args[0])}`,
        );
      await benchAll(json === true ? 'json' : 'text', context, { games: BENCH_GAMES, train: BENCH_TRAIN });
    });
  addBenchPart(bench, BENCH_GAMES, context);
  addBenchPart(bench, BENCH_TRAIN, context);
  for (const [name, script, what] of [
    ['server', 'benchServer', 'rooms that one process holds, against a bare echo room'],
    ['log', 'benchLog', 'decisions a second made durable'],
    ['inference', 'benchInference', 'how fast trained agents decide for many rooms of one process'],
    ['trainer', 'benchTrainer', 'what the background trainer costs 100 rooms'],
    ['rooms', 'benchRooms', 'whether agents decide in time beside people, in 20 rooms of one process'],
  ] as const) {
    const command = bench.command(name).usage('[--json]').description(what);
    delegate(command, script, context);
  }
};

/** One after the other: they would take each other's time. @param parts those that measure in this process */
export async function benchAll<Games, Training>(
  output: 'json' | 'text',
  context: CliContext,
  parts: { readonly games: BenchPart<Games>; readonly train: BenchPart<Training> },
): Promise<void> {
  if (output === 'text') {
    context.stdout.write(parts.games.report(await measurePart(parts.games, context)));
    for (const script of ['benchServer', 'benchLog', 'benchInference', 'benchRooms']) {
      const { exitCode } = await context.runServerScript(script, [], { stdout: 'inherited' });
      if (exitCode !== 0) throw new CommandFailed('', exitCode);
    }
    context.stdout.write(parts.train.report(await measurePart(parts.train, context)));
    return;
  }
  const games = await measurePart(parts.games, context);
  const server = await captured('benchServer', context);
  const log = await captured('benchLog', context);
  const inference = await captured('benchInference', context);
  const rooms = await captured('benchRooms', context);
  const train = await measurePart(parts.train, context);
  printJson(context, { machine: machine(), games, train, server, log, inference, rooms });
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
