import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundAgent } from '../../models/checkpoints/agents.ts';
import { WEIGHTS_FILE } from '../../models/checkpoints/checkpoint.ts';
import { loadCheckpoint, type LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../../models/checkpoints/unusableCheckpoint.ts';
import { createCheckpointPolicy } from '../../models/policies/checkpointPolicy.ts';
import type { Policy } from '../../models/policies/policy.ts';
import { RecentlyUsed } from './recentlyUsed.ts';

/** An agent whose checkpoint is verified and in memory: it can be seated whatever happens to its files. */
export interface LoadedAgent {
  readonly checkpoint: LoadedCheckpoint;
  readonly policy: Policy;
}

/**
 * The agents in memory: read when somebody first wants them, and forgotten when others have been wanted since. Tables
 * keep theirs, whatever is forgotten here.
 */
export class AgentShelf {
  readonly #most: number;
  readonly #onUnusable: (error: UnusableCheckpoint) => void;
  /** By id. */
  readonly #loaded = new RecentlyUsed<LoadedAgent>();
  readonly #loading = new Map<string, Promise<LoadedAgent | undefined>>();
  /** By folder: what its weights looked like when they could not be loaded. */
  readonly #broken = new Map<string, string>();

  /** @param most agents in memory, at least as many as a table has seats */
  constructor(most: number, onUnusable: (error: UnusableCheckpoint) => void) {
    this.#most = most;
    this.#onUnusable = onUnusable;
  }

  /** Whether it is in memory; no use. */
  has(id: string): boolean {
    return this.#loaded.has(id);
  }

  /** The agent if it is in memory. */
  get(id: string): LoadedAgent | undefined {
    return this.#loaded.get(id);
  }

  /** Brings all of these into memory at the same time; those that cannot be loaded are told of, and left out. */
  async load(agents: readonly FoundAgent[]): Promise<void> {
    const loaded = await Promise.all(
      agents.map(async (agent) => this.get(agent.meta.id) ?? this.#read(agent)),
    );
    // Now, and not when each was read: the last one must not push out the first.
    for (const agent of loaded) if (agent) this.#loaded.set(agent.checkpoint.meta.id, agent);
    this.#loaded.keep(this.#most);
  }

  /** Whether it could not be loaded, and nothing has been done about that. */
  async isBroken({ folder }: FoundAgent): Promise<boolean> {
    const then = this.#broken.get(folder);
    if (then === undefined) return false;
    if ((await lookOf(folder)) === then) return true;
    this.#broken.delete(folder);
    return false;
  }

  #read(agent: FoundAgent): Promise<LoadedAgent | undefined> {
    const { id } = agent.meta;
    const present = this.#loading.get(id);
    if (present) return present;
    const reading = this.#tryToRead(agent).finally(() => this.#loading.delete(id));
    this.#loading.set(id, reading);
    return reading;
  }

  async #tryToRead({ folder }: FoundAgent): Promise<LoadedAgent | undefined> {
    const look = await lookOf(folder);
    try {
      const checkpoint = await loadCheckpoint(folder);
      return { checkpoint, policy: createCheckpointPolicy(checkpoint, 'computed') };
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint)) throw error;
      this.#broken.set(folder, look);
      this.#onUnusable(error);
      return undefined;
    }
  }
}

/** Changes whenever somebody writes the weights. */
async function lookOf(folder: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(join(folder, WEIGHTS_FILE));
    return `${mtimeMs} ${size}`;
  } catch {
    return 'not there';
  }
}
