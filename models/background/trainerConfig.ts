import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { PROFILES } from '../trainer/findConfig.ts';

const share = z.number().min(0).max(1);

/** What the background trainer may take, and what it does with it. Every setting may be left out. */
export const trainerConfig = z.strictObject({
  /** Processor time it takes, in cores. */
  cores: z.number().positive().max(1).default(0.5),
  /** lowest: only what nobody else wants, which on a busy machine is next to nothing; usual: for a machine of its own. */
  priority: z.enum(['lowest', 'usual']).default('lowest'),
  /** Turns by game, in proportion; games that are left out have none. */
  games: z
    .partialRecord(z.enum(GAME_IDS as [string, ...string[]]), z.number().min(0))
    .default(Object.fromEntries(GAME_IDS.map((game) => [game, 1]))),
  /** How long a turn trains, whatever comes first; the gate comes after that. */
  turn: z
    .strictObject({
      minutes: z.number().positive().exactOptional(),
      iterations: z.int().min(1).exactOptional(),
    })
    .refine(
      ({ minutes, iterations }) => minutes !== undefined || iterations !== undefined,
      'expected minutes or iterations',
    )
    .default({ minutes: 5 }),
  /** A game's first turn is over after so many minutes at most: whoever has just installed this sees soon what comes of it. */
  firstMinutes: z.number().positive().default(0.5),
  /** Which of the project's configs a game is begun with where no agent of it is to be had. */
  profile: z.enum(PROFILES).default('cpu'),
  /** Shares of games in which others have some of the seats; the rest is self-play. Who is not there yields to it. */
  mix: z
    .strictObject({
      pastSelves: share.default(0.25),
      scripted: share.default(0.2),
      bestResponses: share.default(0.1),
      people: share.default(0.1),
    })
    .refine((mix) => Object.values(mix).reduce((sum, x) => sum + x, 0) <= 1, 'expected at most 1 together')
    .prefault({}),
  /** Whether models of people are made of programs, too, that played people and said so (`crowd`): to try it out. */
  simulatedPeople: z.enum(['left-out', 'taken-along']).default('left-out'),
  /** Players of each kind that one turn meets, drawn anew for every turn. */
  drawn: z.int().min(1).default(3),
  /** Every so many turns of a game a best response to the live agent is trained instead; 0: never. */
  respondEvery: z.int().min(0).default(4),
  /** Candidates of a game that may wait for people before it gets no more turns. */
  mostWaiting: z.int().min(1).default(3),
  /** Nothing is computed while one of the server's figures is above its limit, nor until all were below it for a while. */
  yield: z
    .strictObject({
      eventLoopMs: z.number().positive().default(15),
      tickJitterMs: z.number().positive().default(25),
      decisionMs: z.number().positive().default(40),
      calmSeconds: z.number().min(0).default(3),
    })
    .prefault({}),
  /** Of each game and kind of turn, the newest so many runs and checkpoints stay whatever became of them. */
  keep: z.int().min(1).default(5),
  /** Games against each opponent for a checkpoint's first evidence. */
  evaluationGames: z.int().min(1).default(128),
});
export type TrainerConfig = z.infer<typeof trainerConfig>;

/** The settings cannot be used. The message names the file. */
export class TrainerConfigError extends Error {
  override readonly name = 'TrainerConfigError';
}

/** Without the file all is as usual.  @throws TrainerConfigError */
export function readTrainerConfig(file: string): TrainerConfig {
  let content: unknown = {};
  try {
    if (existsSync(file)) content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new TrainerConfigError(`expected the trainer's settings in ${file}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const fit = trainerConfig.safeParse(content);
  if (fit.success) return fit.data;
  throw new TrainerConfigError(`${file}: expected the trainer's settings\n${z.prettifyError(fit.error)}`);
}
