import { annealed } from './annealed.ts';
import { FREE, freeParameters, type Learner, type Trained } from '../learner.ts';
import { huber, huberSlope } from '../losses/huber.ts';
import { adamStep } from '../networks/adam.ts';
import { groupOf } from '../networks/layout.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { Team } from '../team.ts';
import type { Lesson } from './lessons.ts';

/** Weight on the slope of log pi(a), by cell of the rollout and the log-probability now. */
export type PolicyWeight = (cell: number, logProb: number) => number;

/** Whether the policy moves too, or only the critic. */
export function isWarmingUp({ config, iteration }: Learner): boolean {
  return iteration < config.critic.warmUp;
}

/**
 * Writes the slopes of the policy loss, -mean of (w log pi(a) + entropy weight * H) over the lesson's learnable cells,
 * to the actor's outputs.
 * @param count cells that all members of the team learn from   @returns the mean entropy and the slopes by the head's free parameters
 */
export function writePolicySlopes(
  { head, config, iteration }: Learner,
  rollout: Rollout,
  { actor, cells, rows, rowsOf }: Lesson,
  { weightOf, count }: { readonly weightOf: PolicyWeight; readonly count: number },
): { readonly entropy: number; readonly freeSlopes: Float32Array } {
  const bonus = config.entropy * annealed(config.finalEntropy, iteration / config.iterations);
  const { width } = actor.layout.heads.actor as { readonly width: number };
  const slopes = actor.outputSlopes('actor').fill(0);
  const freeSlopes = new Float32Array(head.free);
  const from = { outputs: actor.outputs('actor'), offset: 0, free: freeParameters(head, actor) };
  const decision = { stored: rollout.decisions, at: 0 };
  const scale = -1 / count;
  const into = { slopes, freeSlopes };
  let cell = 0;
  const weigh = (logProb: number): number => weightOf(cell, logProb);
  let entropy = 0;
  for (let i = 0; i < cells.length; i += 1) {
    cell = cells[i] as number;
    if (cell < 0 || rollout.learnable[cell] === 0) continue;
    from.offset = placeOf(i, rows, rowsOf.actor) * width;
    decision.at = cell * head.stored;
    entropy -= scale * head.teach(from, decision, { weigh, scale, entropy: scale * bonus }, into);
  }
  return { entropy, freeSlopes };
}

export type WriteCriticSlopes = typeof writeCriticSlopes;

/**
 * Writes the slopes of the mean Huber loss over learnable cells to the critic's output.
 * @param count as above   @returns that loss
 */
export function writeCriticSlopes(
  rollout: Rollout,
  { critic, cells, rows, rowsOf }: Lesson,
  { targets, count }: { readonly targets: Float32Array; readonly count: number },
): number {
  const { width } = critic.layout.heads.critic as { readonly width: number };
  const outputs = critic.outputs('critic');
  const slopes = critic.outputSlopes('critic').fill(0);
  let loss = 0;
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] as number;
    if (cell < 0 || rollout.learnable[cell] === 0) continue;
    const place = placeOf(i, rows, rowsOf.critic) * width;
    const error = (outputs[place] as number) - (targets[cell] as number);
    loss += huber(error) / count;
    slopes[place] = huberSlope(error) / count;
  }
  return loss;
}

/** Where cell i of a lesson of so many rows stands in a network that has others behind them. */
export function placeOf(i: number, rows: number, rowsInUse: number): number {
  return rows === rowsInUse ? i : Math.floor(i / rows) * rowsInUse + (i % rows);
}

/** Of all members of the team, at least 1. */
export function cellsToLearnFrom({ learnable }: Rollout, { cells }: Lesson, team: Team): number {
  const count = new Float64Array(1);
  for (const cell of cells) if (cell >= 0) count[0]! += learnable[cell] as number;
  team.sum(count);
  return Math.max(1, count[0] as number);
}

/** What a lesson shows; every member of a team knows its part of the first two. */
export interface LessonFigures {
  readonly criticLoss: number;
  readonly entropy: number;
  /** Norm of the actor's gradient. */
  readonly actorNorm: number;
}

/** Back-propagates the written slopes and moves actor and critic.  @returns the figures of all members */
export async function descend(
  learner: Learner,
  { rows, cells }: Lesson,
  { freeSlopes, ...part }: Omit<LessonFigures, 'actorNorm'> & { readonly freeSlopes: Float32Array },
): Promise<LessonFigures> {
  const { actor, critic, team } = learner;
  // While only the critic learns, an actor with a network of its own stays as it is.
  const moving = actor === critic || isWarmingUp(learner) ? [critic] : [critic, actor];
  for (const { practice } of moving) await practice.backward({ rows, steps: cells.length / rows });
  const last = moving.at(-1);
  if (last === actor) addFreeSlopes(actor, freeSlopes);
  // Slopes were scaled by the cells of all members, so that the sum of their gradients is the whole batch's.
  const figures = Float64Array.of(part.criticLoss, part.entropy);
  team.sum(...moving.map(({ practice }) => practice.gradients), figures);
  const norms = moving.map((trained) => move(learner, trained));
  const [criticLoss, entropy] = figures as unknown as readonly [number, number];
  return { criticLoss, entropy, actorNorm: last === actor ? (norms.at(-1) as number) : 0 };
}

/** Exponential moving average of the critic's parameters. */
export function followCritic({ critic, target, config }: Learner): void {
  const rate = config.critic.targetRate;
  const { parameters } = critic.network;
  if (target === critic.network) return;
  for (let i = 0; i < parameters.length; i += 1) {
    target.parameters[i]! += rate * ((parameters[i] as number) - (target.parameters[i] as number));
  }
}

function addFreeSlopes({ practice }: Trained, freeSlopes: Float32Array): void {
  if (freeSlopes.length > 0) practice.gradients.set(freeSlopes, groupOf(practice.layout, FREE).offset);
}

function move({ config, iteration }: Learner, { adam, stretches }: Trained): number {
  const factor = annealed(config.finalRate, iteration / config.iterations);
  const rated = factor === 1 ? stretches : stretches.map((s) => ({ ...s, rate: s.rate * factor }));
  return adamStep(adam, { stretches: rated, clip: config.clip });
}
