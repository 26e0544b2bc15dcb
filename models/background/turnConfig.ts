import { z } from 'zod';
import { gameById } from '../../shared/games/registry.ts';
import type { TrainerJob } from '../../shared/lifecycle/trainerState.ts';
import { fastestOwn } from '../backend.ts';
import { shortId, type CheckpointMeta } from '../checkpoints/checkpoint.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import { MADE_BY_TRAINER } from '../checkpoints/origin.ts';
import { trainingConfig, type TrainingConfig } from '../config.ts';
import { bestResponseConfig } from '../trainer/bestResponseConfig.ts';
import { configFile, readConfig } from '../trainer/findConfig.ts';
import { RUN_FORMAT, type RunConfig } from '../trainer/runConfig.ts';
import { configFrom } from '../trainer/startFrom.ts';
import { UnusableRun } from '../trainer/unusableRun.ts';
import type { TrainerConfig } from './trainerConfig.ts';

export interface TurnConfigOptions {
  readonly job: TrainerJob;
  readonly config: TrainerConfig;
  /** Of the job's parent, or of its target. */
  readonly meta: CheckpointMeta | undefined;
  readonly codeVersion: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
}

/** What a checkpoint says about who made it. */
export function madeBy(turn: number): string {
  return `${MADE_BY_TRAINER}${turn}`;
}

/** Of many seats, those that other players have beside the learner. */
const GUESTS = 2;
/** A critic that comes along needs few iterations to get used to other company. */
const WARM_UP = 10;

/** All that a turn's run is a function of.  @throws UnusableRun if there is no config to begin the game with */
export function turnConfig({ job, config, meta, codeVersion, now }: TurnConfigOptions): RunConfig {
  const { game, seed, turn, target, parent, past } = job;
  return {
    format: RUN_FORMAT,
    config: job.kind === 'respond' ? respondConfig(job, meta) : improveConfig(job, meta, config.profile),
    seed,
    backend: fastestOwn(),
    workers: 1,
    until: untilOf(job, config),
    ...(target !== null && { exploits: { ref: `agent:${target.slice(0, 12)}`, version: target } }),
    ...(parent !== null && { from: { parent, past } }),
    rulesVersion: gameById(game).rulesVersion,
    codeVersion,
    created: isoTime(now),
    command: madeBy(turn),
  };
}

function untilOf({ isFirst }: TrainerJob, { turn, firstMinutes }: TrainerConfig): RunConfig['until'] {
  if (!isFirst || turn.minutes === undefined) return turn;
  return { ...turn, minutes: Math.min(turn.minutes, firstMinutes) };
}

/** The turn that made a checkpoint; undefined if it was made otherwise. */
export function turnOf({ training }: Pick<CheckpointMeta, 'training'>): number | undefined {
  const { command } = training;
  if (command === null || !command.startsWith(MADE_BY_TRAINER)) return undefined;
  const turn = Number(command.slice(MADE_BY_TRAINER.length));
  return Number.isInteger(turn) ? turn : undefined;
}

function respondConfig({ game, target }: TrainerJob, meta: CheckpointMeta | undefined): TrainingConfig {
  return bestResponseConfig({ game, target: `agent:${target}`, params: meta?.params ?? {} });
}

function improveConfig(
  job: TrainerJob,
  meta: CheckpointMeta | undefined,
  profile: TrainerConfig['profile'],
): TrainingConfig {
  const base = meta === undefined ? beginning(job.game, profile) : settled(configOf(meta));
  const { numSeats } = seatsOf(job.game, base.params);
  const seats = numSeats === 2 ? ('others' as const) : { random: GUESTS };
  return {
    ...base,
    pool: { ...base.pool, share: job.pool },
    opponents: fitting(job.opponents, base.games).map(({ player, share }) => ({
      player,
      share,
      seats,
      params: {},
    })),
  };
}

function seatsOf(game: string, params: Readonly<Record<string, unknown>>) {
  const rules = gameById(game);
  return rules.spec(rules.params.parse(params));
}

function beginning(game: string, profile: TrainerConfig['profile']): TrainingConfig {
  const { numSeats } = seatsOf(game, {});
  const algorithm = numSeats === 2 ? 'advantage-alignment' : 'proximal-advantage-alignment';
  return readConfig(configFile({ game, algorithm, profile }));
}

function configOf({ id, config }: CheckpointMeta): TrainingConfig {
  const fit = trainingConfig.safeParse(config);
  if (fit.success) return fit.data;
  throw new UnusableRun(
    `expected the training config of agent:${shortId(id)} to be one of this version\n${z.prettifyError(fit.error)}`,
  );
}

/** Where a schedule ended it goes on: at its first temperature the parent would forget what it has learned. */
function settled(config: TrainingConfig): TrainingConfig {
  const { entropy, finalEntropy, actorRate, criticRate, finalRate, critic } = config;
  return configFrom({
    ...config,
    entropy: entropy * finalEntropy,
    finalEntropy: 1,
    actorRate: actorRate * finalRate,
    criticRate: criticRate * finalRate,
    finalRate: 1,
    critic: { ...critic, warmUp: Math.min(critic.warmUp, WARM_UP) },
  });
}

/** As many of each kind as have a game each; they share what the kind has. */
function fitting(opponents: TrainerJob['opponents'], games: number): TrainerJob['opponents'] {
  const sources = [...new Set(opponents.map(({ source }) => source))];
  return sources.flatMap((source) => {
    const all = opponents.filter((opponent) => opponent.source === source);
    const total = all.reduce((sum, { share }) => sum + share, 0);
    const some = all.slice(0, Math.floor(total * games + 1e-9));
    return some.map((opponent) => ({ ...opponent, share: total / some.length }));
  });
}
