import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AnyGame, GameSpec } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import { formatLog } from '../../shared/log/jsonLines.ts';
import { agentEpisode } from '../../shared/protocol/agentEpisode.ts';
import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { findAgent, type FoundAgent } from '../checkpoints/agents.ts';
import { REPLAY_FILE, shortId } from '../checkpoints/checkpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { episodeLog } from '../evaluation/episodeLog.ts';
import { simulate } from '../evaluation/simulate.ts';
import { examples, printJson, RUN } from './command.ts';
import type { Command } from 'commander';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import { gameParams } from './gameParams.ts';
import { paramsOption, presetOption, seedOption, stepsOption } from './options.ts';
import { seatedPlayers } from './seatedPlayers.ts';

interface ReplayFlags {
  readonly seats?: string;
  readonly seed: number;
  readonly steps?: number;
  readonly preset?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly json?: true;
}

/** Nobody watches longer than a minute. */
const WATCHED_SECONDS = 60;
/** What people read of a probability; all the digits of all seats would be most of the file. */
const DIGITS = 3;

export function addAgentReplay(agent: Command, context: CliContext): void {
  agent
    .command('replay')
    .argument('<REF>', 'agent:released/GAME/NAME, agent: and the first digits of its id, or agent:FOLDER')
    .description(
      `record one game of an agent beside its checkpoint (${REPLAY_FILE}), to be watched in the lobby`,
    )
    .option('--seats <REF,...>', 'one player per seat; left out: the agent in all of them')
    .addOption(seedOption())
    .addOption(stepsOption('exactly K steps; left out: a minute of a game of ticks, a turn game to its end'))
    .addOption(presetOption())
    .addOption(paramsOption())
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples(
        `${RUN} agent replay agent:released/ipd/reciprocal`,
        `${RUN} agent replay agent:3f9c2ab71d04 --seats 'agent:3f9c2ab71d04*5,scripted:greedy-zapper*2' --seed 7`,
        '',
        'Replaces the game that is there. Verify it with: replay FOLDER/' + REPLAY_FILE,
      ),
    )
    .action((ref: string, flags: ReplayFlags) => record(context, ref, flags));
}

async function record(context: CliContext, ref: string, flags: ReplayFlags): Promise<void> {
  const found = await find(context, ref);
  const game = gameById(found.meta.game);
  const params = gameParams(game, flags);
  const spec = game.spec(params);
  const list = flags.seats ?? `${ref}*${spec.numSeats}`;
  const seats = await seatedPlayers({ game, numSeats: spec.numSeats, list, sources: context });
  if (!seats.some(({ controller }) => controller.version === found.meta.id))
    throw new UsageError(`--seats: expected ${ref} in one seat at least, got ${list}`);
  const events: LogEvent[] = [];
  const steps = flags.steps ?? watchedSteps(spec);
  const length = steps === undefined ? {} : { steps };
  const recorded = { game, params, seats, ...length };
  const newEpisodeId = () => agentEpisode(shortId(found.meta.id));
  await simulate({
    ...recorded,
    episodes: 1,
    seed: flags.seed,
    seconds: context.seconds,
    record: episodeLog({
      ...context,
      ...recorded,
      newEpisodeId,
      write: (event) => events.push(brief(event)),
    }),
  });
  const file = join(found.folder, REPLAY_FILE);
  const packed = gzipSync(formatLog(events), { level: 9 });
  await writeFile(file, packed);
  report(context, { file, bytes: packed.length, game, events }, flags.json);
}

async function find(context: CliContext, ref: string): Promise<FoundAgent> {
  try {
    return await findAgent(ref, agentPlaces(context.directory));
  } catch (error) {
    if (error instanceof UnusableCheckpoint) throw new CommandFailed(error.message, 1, { cause: error });
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function watchedSteps({ pace }: GameSpec): number | undefined {
  return pace.kind === 'ticks' ? WATCHED_SECONDS * pace.perSecond : undefined;
}

/** What a replay verifies stays as it is. */
function brief(event: LogEvent): LogEvent {
  if (event.kind !== 'decision') return event;
  const { probabilities, value, ...decision } = event;
  const short = (number: number): number => Number(number.toFixed(DIGITS));
  return {
    ...decision,
    ...(probabilities && { probabilities: probabilities.map(short) }),
    ...(value !== undefined && { value: short(value) }),
  };
}

interface Recorded {
  readonly file: string;
  readonly bytes: number;
  readonly game: AnyGame;
  readonly events: readonly LogEvent[];
}

function report(context: CliContext, { file, bytes, game, events }: Recorded, json: true | undefined): void {
  const end = events.findLast((event) => event.kind === 'episode.ended');
  if (end?.kind !== 'episode.ended') throw new Error('expected an episode with an end, got none');
  const { steps, returns } = end;
  if (json) {
    printJson(context, { file, bytes, game: game.id, steps, returns });
    return;
  }
  const sums = returns.map((sum) => Number(sum.toFixed(DIGITS))).join(', ');
  context.stdout.write(
    `${file}: ${game.id}, ${steps} steps, returns ${sums} (${Math.ceil(bytes / 1000)} kB)\n`,
  );
}
