import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { findAgent } from '../checkpoints/agents.ts';
import { learnerNetworks } from '../checkpoints/learnerNetworks.ts';
import { loadCheckpoint, type LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import type { TrainingConfig } from '../config.ts';
import type { FrozenNetwork } from '../networks/frozenNetwork.ts';
import type { RunConfig } from './runConfig.ts';
import { STATE_FILE } from './runFolder.ts';
import { RunStore } from './runStore.ts';
import type { TrainingRun } from './trainingRun.ts';
import { UnusableRun } from './unusableRun.ts';

export interface StartFromOptions {
  readonly folder: string;
  readonly from: NonNullable<RunConfig['from']>;
  readonly places: AgentPlaces;
  /** A fresh run of the folder's config, used for nothing else. */
  readonly freshRun: () => TrainingRun;
}

/**
 * Saves a state with the parent's weights and nothing of its optimiser, unless a state is there: the run then goes on
 * from it like one that was stopped before its first iteration. Past selves begin with earlier agents and the parent.
 * @throws UnusableRun if networks differ; UnusableCheckpoint or RangeError if an agent is not to be had
 */
export async function startFrom({ folder, from, places, freshRun }: StartFromOptions): Promise<void> {
  if (existsSync(join(folder, STATE_FILE))) return;
  const run = freshRun();
  const { learner } = run;
  for (const id of from.past) run.pool.add(actorOf(run, await load(id, places)).parameters);
  const parent = await load(from.parent, places);
  const networks = learnerNetworks(learner);
  for (const [name, network] of Object.entries(networks)) {
    const frozen = parent.networks[name];
    if (frozen === undefined || !isAlike(frozen, network)) throw notAlike(parent, name);
    network.parameters.set(frozen.parameters);
  }
  learner.target.parameters.set(learner.critic.network.parameters);
  if (learner.config.pool.share > 0) run.pool.add(learner.actor.network.parameters);
  new RunStore(folder, run).save(0);
}

/** Values start where the parent's are: moving them all to the first rewards would undo what it knows. */
export function configFrom(config: TrainingConfig): TrainingConfig {
  return { ...config, critic: { ...config.critic, start: 'zero' } };
}

/** Number of past selves that were there before the first iteration. */
export function selvesBefore({ config, from }: Pick<RunConfig, 'config' | 'from'>): number {
  return from === undefined || config.pool.share === 0 ? 0 : from.past.length + 1;
}

async function load(id: string, places: AgentPlaces): Promise<LoadedCheckpoint> {
  return loadCheckpoint((await findAgent(`agent:${id}`, places)).folder);
}

function actorOf(run: TrainingRun, checkpoint: LoadedCheckpoint): FrozenNetwork {
  const own = run.learner.actor.network;
  const found = Object.entries(checkpoint.networks).find(([, frozen]) => isAlike(frozen, own));
  if (found !== undefined) return found[1];
  throw notAlike(checkpoint, 'actor');
}

function isAlike(a: Pick<FrozenNetwork, 'layout'>, b: Pick<FrozenNetwork, 'layout'>): boolean {
  return JSON.stringify(a.layout.groups) === JSON.stringify(b.layout.groups);
}

function notAlike({ meta }: LoadedCheckpoint, name: string): UnusableRun {
  return new UnusableRun(
    `expected a parent with a network ${name} like the config's, got agent:${meta.id.slice(0, 12)} with others (${Object.keys(meta.networks).join(', ')})`,
  );
}
