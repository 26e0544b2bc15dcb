import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agentPlaces, type AgentPlaces } from '../../models/checkpoints/agentPlaces.ts';
import { listAgents, type FoundAgent } from '../../models/checkpoints/agents.ts';
import { CARD_FILE, PLOTS_FOLDER, shortId } from '../../models/checkpoints/checkpoint.ts';
import { isForPeople } from '../../models/checkpoints/origin.ts';
import { checkRules } from '../../models/checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../../models/checkpoints/unusableCheckpoint.ts';
import { checkPolicyFits } from '../../models/policies/policy.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import type { Clock, EpochMs } from '../../shared/clock.ts';
import { gameById } from '../../shared/games/registry.ts';
import { parsePlayerRef } from '../../shared/playerRef.ts';
import { agentEpisode } from '../../shared/protocol/agentEpisode.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import type { AgentProgram, Agents } from '../players/program.ts';
import { AgentShelf, type LoadedAgent } from './agentShelf.ts';
import { hasReplay, readReplay } from './agentReplay.ts';
import { describeAgent } from './describeAgent.ts';
import type { Inference } from './inference.ts';
import { rehearse } from './rehearse.ts';

export interface AgentCatalogueOptions {
  readonly places: AgentPlaces;
  readonly inference: Inference;
  readonly clock: Clock;
  /** A folder that looks like an agent and cannot be one; told once each. */
  readonly onUnusable: (error: UnusableCheckpoint) => void;
  /** Agents in memory that no table has. */
  readonly mostLoaded?: number;
  /** Who plays as agent:live/GAME; left out: nobody does. */
  readonly live?: LivePlayers;
}

/** The agents that are live, each under a name that means another one after the next promotion. */
export interface LivePlayers {
  program(game: string): AgentProgram | undefined;
  offer(game: string): PlayerOffer | undefined;
  /** Who may sit down as agent:live/GAME at the next episode, all in memory. */
  playing(game: string): readonly LoadedAgent[];
  /** Whether people may be offered the agent by its own name: not while the gate has not let it through. */
  isOffered(game: string, id: string): boolean;
}

/** An agent that can be named. */
interface OfferedAgent extends FoundAgent {
  readonly label: string;
  readonly hasReplay: boolean;
}

const MOST_LOADED = 16;

const LIVE_REF = /^agent:live\/([a-z0-9-]+)$/;

/** The folders are looked at again after this long. */
const FRESH_MS = 5000;

/**
 * The agents that a server offers: all usable ones among the released and in the data folder, but for those that the
 * gate examines or has refused, models of people, and what trainer and gate made; these may be named all the same. Nothing else can: a path from the wire never reaches
 * the file system. Their weights are read when somebody wants to play them.
 */
export class AgentCatalogue implements Agents {
  readonly #options: AgentCatalogueOptions;
  readonly #shelf: AgentShelf;
  #agents: readonly OfferedAgent[] = [];
  readonly #told = new Set<string>();
  #refreshedAt: EpochMs = -Infinity;
  #refreshing: Promise<void> | undefined;

  constructor(options: AgentCatalogueOptions) {
    this.#options = options;
    this.#shelf = new AgentShelf(options.mostLoaded ?? MOST_LOADED, (error) => this.#tell(error));
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
    const live = this.#options.live?.offer(game) ?? [];
    const named = this.#agents
      .filter(({ meta }) => meta.game === game && isForPeople(meta))
      .filter(({ meta }) => this.#options.live?.isOffered(game, meta.id) ?? true)
      .map(({ ref, label, meta, hasReplay }) => ({
        ref,
        label,
        summary: describeAgent(meta),
        checkpoint: meta.id,
        ...(hasReplay && { replay: agentEpisode(shortId(meta.id)) }),
      }));
    return [live, named].flat();
  }

  async prepare(refs: readonly string[]): Promise<void> {
    const wanted = refs.map((ref) => this.#named(ref)).filter((agent) => agent !== undefined);
    // The thread starts while the files are read.
    const live = refs.flatMap((ref) => this.#options.live?.playing(LIVE_REF.exec(ref)?.[1] ?? '') ?? []);
    if (wanted.length > 0 || live.length > 0) this.#options.inference.warmUp();
    await this.#shelf.load(wanted);
    const { inference, clock } = this.#options;
    const strange = [...live, ...wanted.map(({ meta }) => this.#shelf.get(meta.id))]
      .filter((agent) => agent !== undefined)
      .filter(({ checkpoint }) => !inference.knows(checkpoint.meta.id));
    await Promise.all([...new Set(strange)].map((agent) => rehearse(inference, agent, clock)));
  }

  resolve(game: string, ref: string): AgentProgram {
    const [, liveGame] = LIVE_REF.exec(ref) ?? [];
    if (liveGame !== undefined) return this.#live(game, liveGame);
    const agent = this.#named(ref);
    if (!agent)
      throw new RangeError(`expected a trained agent that this server offers, got ${JSON.stringify(ref)}`);
    if (agent.meta.game !== game)
      throw new RangeError(`expected an agent of ${game}, got ${ref}, which plays ${agent.meta.game}`);
    const loaded = this.#shelf.get(agent.meta.id);
    if (!loaded)
      throw new RangeError(
        `expected an agent whose files are whole, but ${ref} could not be loaded; the server's log says why`,
      );
    const { checkpoint, policy } = loaded;
    const { inference } = this.#options;
    return {
      kind: 'agent',
      ref,
      label: agent.label,
      controller: { kind: 'agent', id: ref, version: agent.meta.id },
      check: (params) => checkPolicyFits(policy, learnableGame(gameById(game), params), agent.ref),
      begin: (seating) => inference.seat(checkpoint, policy, seating),
    };
  }

  #live(game: string, liveGame: string): AgentProgram {
    if (liveGame !== game)
      throw new RangeError(`expected an agent of ${game}, got the live one of ${liveGame}`);
    const program = this.#options.live?.program(game);
    if (program) return program;
    throw new RangeError(
      `expected a live agent of ${game}, got none: no agent of it was released or promoted`,
    );
  }

  card(id: string): Promise<string | undefined> {
    return this.#read(id, CARD_FILE);
  }

  async plot(id: string, name: string): Promise<string | undefined> {
    if (!/^[a-z0-9-]+$/.test(name)) return undefined;
    return this.#read(id, join(PLOTS_FOLDER, `${name}.svg`));
  }

  async replay(id: string): Promise<string | undefined> {
    const agent = this.#withId(id);
    return agent && readReplay(agent.folder);
  }

  async #read(id: string, file: string): Promise<string | undefined> {
    const agent = this.#withId(id);
    if (!agent) return undefined;
    try {
      return await readFile(join(agent.folder, file), 'utf8');
    } catch (error) {
      // Card and plots are no part of the checkpoint: they may be missing, or be on their way.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #withId(id: string): OfferedAgent | undefined {
    return this.#agents.find(({ meta }) => id.length >= 6 && meta.id.startsWith(id));
  }

  #named(ref: string): OfferedAgent | undefined {
    const [, digits] = /^agent:([0-9a-f]{6,64})$/.exec(ref) ?? [];
    const found = this.#agents.filter((agent) =>
      digits === undefined ? agent.ref === ref : agent.meta.id.startsWith(digits),
    );
    const [first] = found;
    // The same checkpoint may lie in both places.
    return found.every(({ meta }) => meta.id === first?.meta.id) ? first : undefined;
  }

  async #look(): Promise<void> {
    const { agents, unusable } = await listAgents(this.#options.places);
    for (const error of unusable) this.#tell(error);
    const offered: OfferedAgent[] = [];
    for (const found of agents) {
      if (this.#isOfTheseRules(found) && !(await this.#shelf.isBroken(found)))
        offered.push({ ...found, label: labelOf(found), hasReplay: await hasReplay(found.folder) });
    }
    this.#agents = offered;
    this.#refreshedAt = this.#options.clock.now();
  }

  #isOfTheseRules({ meta, folder }: FoundAgent): boolean {
    try {
      checkRules(meta, folder);
      return true;
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint)) throw error;
      this.#tell(error);
      return false;
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
