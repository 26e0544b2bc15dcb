import type { Learner } from '../learner.ts';
import { centrePerTimestep } from '../returns/centre.ts';
import { gae } from '../returns/gae.ts';
import { lambdaReturns } from '../returns/lambdaReturns.ts';
import { removeLuck } from '../returns/luck.ts';
import { groupOf } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** What the critics say about a rollout; all [T, N]. */
export interface Estimates {
  readonly values: Float32Array;
  readonly advantages: Float32Array;
  /** What the critic is to learn: lambda-returns that bootstrap from the target network. */
  readonly targets: Float32Array;
}

/**
 * Values by the critic, advantages from them, and the critic's targets by the target network.
 * The critic's forward pass stays in place for its backward pass.
 */
export async function estimate(learner: Learner, rollout: Rollout): Promise<Estimates> {
  const { critic, target, config } = learner;
  const { steps, rewards, terminated, truncated } = rollout;
  await readObservations(critic.network, rollout);
  if (learner.iteration === 0) await calibrate(learner, rollout);
  await readObservations(target, rollout);
  const now = valuesOf(critic.network);
  const later = valuesOf(target);
  const cells = rewards.length;
  const values = now.slice(0, cells);
  const luck = luckOf(learner, rollout);
  const nextValues = now.slice(rollout.rows);
  const ends = { steps, rewards, terminated, truncated, gamma: config.gamma };
  return {
    values,
    advantages: gae({
      ...ends,
      values,
      nextValues: luck === undefined ? nextValues : removeLuck(steps, nextValues, luck),
      lambda: config.lambda,
    }),
    targets: lambdaReturns({ ...ends, nextValues: later.slice(rollout.rows), lambda: config.critic.lambda }),
  };
}

/**
 * Advantages centred at every timestep, the learner's rows apart from those of past selves: a critic that
 * is off by a constant for one of the two must not look like an advantage. 0 where the episode was over.
 */
export function centred(
  { team }: Learner,
  advantages: Float32Array,
  { steps, playing, learnable }: Rollout,
): Float32Array {
  const sumOverAll = (sums: Float64Array): void => team.sum(sums);
  const own = centrePerTimestep(steps, advantages, learnable, sumOverAll);
  const isOther = playing.map((plays, i) => (plays === 1 && learnable[i] === 0 ? 1 : 0));
  const others = centrePerTimestep(steps, advantages, isOther, sumOverAll);
  return own.map((advantage, i) => advantage + (others[i] as number));
}

async function readObservations(network: RecurrentNetwork, rollout: Rollout): Promise<void> {
  network.observations.set(rollout.observations);
  await network.forward();
}

/**
 * Before the first update every value is near 0 while the true ones may all be near r / (1 - gamma); then every
 * advantage has one sign and the alignment term pushes the wrong way. So the value starts at that number.
 */
async function calibrate({ critic, target, config, team }: Learner, rollout: Rollout): Promise<void> {
  const sums = Float64Array.of(
    rollout.rewards.reduce((sum, r) => sum + r, 0),
    rollout.rewards.length,
  );
  team.sum(sums);
  const mean = (sums[0] as number) / (sums[1] as number);
  const value = config.gamma < 1 ? mean / (1 - config.gamma) : mean * config.steps;
  const { offset } = groupOf(critic.network.layout, `critic.${config.network.criticLayers.length}.bias`);
  for (const network of [critic.network, target]) {
    network.parameters[offset] = value;
  }
  await critic.network.forward();
}

/** [T + 1, N] */
function valuesOf(network: RecurrentNetwork): Float32Array {
  const outputs = network.outputs('critic');
  const { width } = network.layout.heads.critic as { readonly width: number };
  return Float32Array.from({ length: outputs.length / width }, (_, i) => outputs[i * width] as number);
}

/** [T, N], of the observations after each step; undefined if the game has no such luck. */
function luckOf({ config }: Learner, { observations, rows, steps }: Rollout): Float32Array | undefined {
  if (config.luck.length === 0) return undefined;
  const inputs = observations.length / (rows * (steps + 1));
  return Float32Array.from({ length: rows * steps }, (_, i) =>
    config.luck.reduce((sum, place) => sum + (observations[(i + rows) * inputs + place] as number), 0),
  );
}
