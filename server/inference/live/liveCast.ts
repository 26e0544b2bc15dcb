import { statSync } from 'node:fs';
import type { AgentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { readRegistry, registryFolder, type ReleasedIds } from '../../../models/checkpoints/agentRegistry.ts';
import { listAgents, releasedIds, type FoundAgent } from '../../../models/checkpoints/agents.ts';
import { shortId } from '../../../models/checkpoints/checkpoint.ts';
import { journalFile } from '../../../models/checkpoints/lifeJournal.ts';
import {
  checkRules,
  loadCheckpoint,
  type LoadedCheckpoint,
} from '../../../models/checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../../../models/checkpoints/unusableCheckpoint.ts';
import { createCheckpointPolicy } from '../../../models/policies/checkpointPolicy.ts';
import { checkPolicyFits, type Policy } from '../../../models/policies/policy.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { learnableGame } from '../../../shared/learnableGame.ts';
import type { LifeEvent } from '../../../shared/lifecycle/lifeEvent.ts';
import { livesOf, type Life, type RegistryState } from '../../../shared/lifecycle/registryState.ts';

/** An agent in memory, whatever becomes of its files. */
export interface CastAgent {
  readonly id: string;
  readonly checkpoint: LoadedCheckpoint;
  readonly policy: Policy;
}

/** Who plays which part in a game. */
export interface Cast {
  readonly live: CastAgent | null;
  readonly canary: CastAgent | null;
  readonly shadow: CastAgent | null;
}

const NOBODY: Cast = { live: null, canary: null, shadow: null };

/**
 * The registry as rooms use it: who is live, canary and shadow now, all in memory. It changes as a whole once those who
 * are new have been read, so that rooms never wait for a file.
 */
export class LiveCast {
  readonly #places: AgentPlaces;
  /** One sentence about something that was got over; it may come again. */
  readonly #onTrouble: (what: string) => void;
  #released: ReleasedIds = {};
  #seen: string | undefined;
  #loaded = new Map<string, CastAgent>();
  #casts = new Map<string, Cast>();
  state: RegistryState = {};
  events: readonly LifeEvent[] = [];

  constructor(places: AgentPlaces, onTrouble: (what: string) => void) {
    this.#places = places;
    this.#onTrouble = onTrouble;
  }

  get released(): ReleasedIds {
    return this.#released;
  }

  of(game: string): Cast {
    return this.#casts.get(game) ?? NOBODY;
  }

  /** An agent that has a part, or had one when it was kept last. */
  loaded(id: string): CastAgent | undefined {
    return this.#loaded.get(id);
  }

  /**
   * Reads the registry if somebody has changed it.
   * @param kept ids of agents without a part that stay in memory   @throws JournalError
   */
  async update(kept: ReadonlySet<string>): Promise<void> {
    const seen = lookOf(journalFile(registryFolder(this.#places)));
    if (seen === this.#seen) return;
    if (this.#seen === undefined) this.#released = await releasedIds(this.#places);
    const { state, events, faults } = readRegistry(this.#places, this.#released);
    for (const fault of faults) this.#onTrouble(fault);
    const { agents } = await listAgents(this.#places);
    const loaded = new Map([...this.#loaded].filter(([id]) => kept.has(id)));
    const load = async (id: string | undefined): Promise<CastAgent | null> => {
      if (id === undefined) return null;
      const agent = loaded.get(id) ?? this.#loaded.get(id) ?? (await this.#read(agents, id));
      if (agent) loaded.set(id, agent);
      return agent;
    };
    const casts = new Map<string, Cast>();
    for (const [game, { live, previous, canary, shadow }] of Object.entries(state)) {
      casts.set(game, {
        live: await this.#standIn(game, [live, ...previous.toReversed()], load),
        canary: await load(canary?.agent),
        shadow: await load(shadow?.agent),
      });
    }
    for (const id of kept) await load(id);
    Object.assign(this, { state, events });
    this.#loaded = loaded;
    this.#casts = casts;
    this.#seen = seen;
  }

  /** Who is live although its files are gone is stood in for by those before it, and at last by the released one. */
  async #standIn(
    game: string,
    lives: readonly (Life | null)[],
    load: (id: string | undefined) => Promise<CastAgent | null>,
  ): Promise<CastAgent | null> {
    const [live, ...before] = lives.flatMap((life) => life?.agent ?? []);
    if (live === undefined) return null;
    for (const id of new Set([live, ...before, this.#released[game] ?? live])) {
      const agent = await load(id);
      if (agent === null) continue;
      if (id !== live)
        this.#onTrouble(
          `${game}: the live agent ${shortId(live)} cannot be used, so agent ${shortId(id)}, ${before.includes(id) ? 'which was live before it,' : 'which is the released one,'} plays`,
        );
      return agent;
    }
    this.#onTrouble(`${game}: neither the live agent nor any before it can be used, so nobody is live`);
    return null;
  }

  async #read(agents: readonly FoundAgent[], id: string): Promise<CastAgent | null> {
    const found = agents.find(({ meta }) => meta.id === id);
    try {
      if (!found)
        throw new UnusableCheckpoint(this.#places.agents, {
          expected: `agent ${id}`,
          got: 'none with that id',
        });
      checkRules(found.meta, found.folder);
      const checkpoint = await loadCheckpoint(found.folder);
      return { id, checkpoint, policy: createCheckpointPolicy(checkpoint, 'computed') };
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint)) throw error;
      this.#onTrouble(`an agent of the registry cannot be used: ${error.message}`);
      return null;
    }
  }
}

/** Whether the agent can play by these parameters.  @param params parsed */
export function fits({ policy, id, checkpoint }: CastAgent, params: unknown): boolean {
  try {
    checkPolicyFits(policy, learnableGame(gameById(checkpoint.meta.game), params), id);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The lives of all games that the registry knows. */
export function gamesOf(state: RegistryState) {
  return Object.keys(state).map((game) => ({ game, lives: livesOf(state, game) }));
}

/** Changes whenever somebody writes the file. */
function lookOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size}` : 'none';
}
