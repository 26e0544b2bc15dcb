import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agentPlaces, type AgentPlaces } from '../../models/checkpoints/agentPlaces.ts';
import { listAgents, type FoundAgent } from '../../models/checkpoints/agents.ts';
import { CARD_FILE, shortId } from '../../models/checkpoints/checkpoint.ts';
import { loadCheckpoint, type LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../../models/checkpoints/unusableCheckpoint.ts';
import { createCheckpointPolicy } from '../../models/policies/checkpointPolicy.ts';
import { checkPolicyFits, type Policy } from '../../models/policies/policy.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import type { Clock, EpochMs } from '../../shared/clock.ts';
import { gameById } from '../../shared/games/registry.ts';
import { parsePlayerRef } from '../../shared/playerRef.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import type { AgentProgram, Agents } from '../players/program.ts';
import { describeAgent } from './describeAgent.ts';
import type { Inference } from './inference.ts';

export interface AgentCatalogueOptions {
  readonly places: AgentPlaces;
  readonly inference: Inference;
  readonly clock: Clock;
  /** A folder that looks like an agent and cannot be one; told once each. */
  readonly onUnusable: (error: UnusableCheckpoint) => void;
}

/** An agent whose checkpoint is verified and in memory: it can be seated whatever happens to its files. */
interface OfferedAgent extends FoundAgent {
  readonly label: string;
  readonly checkpoint: LoadedCheckpoint;
  readonly policy: Policy;
}

/** The folders are looked at again after this long. */
const FRESH_MS = 5000;

/**
 * The agents that a server offers: all usable ones among the released and in the data folder. Only these can be
 * named; a path from the wire never reaches the file system.
 */
export class AgentCatalogue implements Agents {
  readonly #options: AgentCatalogueOptions;
  #agents: readonly OfferedAgent[] = [];
  readonly #told = new Set<string>();
  #refreshedAt: EpochMs = -Infinity;
  #refreshing: Promise<void> | undefined;

  constructor(options: AgentCatalogueOptions) {
    this.#options = options;
  }

  get restarts(): number {
    return this.#options.inference.restarts;
  }

  async refresh(): Promise<void> {
    if (this.#options.clock.now() - this.#refreshedAt < FRESH_MS) return;
    this.#refreshing ??= this.#look().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  offers(game: string): readonly PlayerOffer[] {
    return this.#agents
      .filter(({ meta }) => meta.game === game)
      .map(({ ref, label, meta }) => ({
        ref,
        label,
        summary: describeAgent(meta),
        card: `/api/agents/${meta.id}/card`,
      }));
  }

  resolve(game: string, ref: string): AgentProgram {
    const agent = this.#find(ref);
    if (agent.meta.game !== game)
      throw new RangeError(`expected an agent of ${game}, got ${ref}, which plays ${agent.meta.game}`);
    const { inference } = this.#options;
    inference.warmUp();
    return {
      kind: 'agent',
      ref,
      label: agent.label,
      controller: { kind: 'agent', id: ref, version: agent.meta.id },
      check: (params) => checkPolicyFits(agent.policy, learnableGame(gameById(game), params), agent.ref),
      begin: (seating) => inference.seat(agent.checkpoint, agent.policy, seating),
    };
  }

  async card(id: string): Promise<string | undefined> {
    const agent = this.#agents.find(({ meta }) => id.length >= 6 && meta.id.startsWith(id));
    if (!agent) return undefined;
    try {
      return await readFile(join(agent.folder, CARD_FILE), 'utf8');
    } catch (error) {
      // The card is no part of the checkpoint: it may be missing, or be on its way.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #find(ref: string): OfferedAgent {
    const parsed = parsePlayerRef(ref);
    const source = parsed.kind === 'agent' ? parsed.source : undefined;
    const found = this.#agents.filter((agent) =>
      source?.from === 'registry' ? agent.meta.id.startsWith(source.idPrefix) : agent.ref === ref,
    );
    const [first] = found;
    // The same checkpoint may lie in both places.
    if (first && found.every(({ meta }) => meta.id === first.meta.id)) return first;
    throw new RangeError(`expected a trained agent that this server offers, got ${JSON.stringify(ref)}`);
  }

  async #look(): Promise<void> {
    const { agents, unusable } = await listAgents(this.#options.places);
    for (const error of unusable) this.#tell(error);
    const offered: OfferedAgent[] = [];
    for (const found of agents) {
      const known = this.#agents.find(
        ({ folder, meta }) => folder === found.folder && meta.id === found.meta.id,
      );
      const agent = known ?? (await this.#load(found));
      if (agent) offered.push(agent);
    }
    this.#agents = offered;
    this.#refreshedAt = this.#options.clock.now();
  }

  async #load(found: FoundAgent): Promise<OfferedAgent | undefined> {
    try {
      const checkpoint = await loadCheckpoint(found.folder);
      const policy = createCheckpointPolicy(checkpoint, 'computed');
      return { ...found, meta: checkpoint.meta, label: labelOf(found), checkpoint, policy };
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint)) throw error;
      this.#tell(error);
      return undefined;
    }
  }

  #tell(error: UnusableCheckpoint): void {
    if (this.#told.has(error.message)) return;
    this.#told.add(error.message);
    this.#options.onUnusable(error);
  }
}

/** Where a server looks for agents.  @param dataFolder its own */
export function agentPlacesOf(dataFolder: string): AgentPlaces {
  return { ...agentPlaces(dataFolder), agents: join(dataFolder, 'agents') };
}

/** A released agent has a name; others are known by how they came about. */
function labelOf({ ref, meta }: FoundAgent): string {
  const { source } = parsePlayerRef(ref) as {
    readonly source: { readonly from: string; readonly name?: string };
  };
  return source.name ?? `${meta.algorithm}, seed ${meta.seed} (${shortId(meta.id).slice(0, 6)})`;
}
