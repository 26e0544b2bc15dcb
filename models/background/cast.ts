import { GAME_IDS } from '../../shared/games/registry.ts';
import { exploitersOf } from '../../shared/scripted/exploiters.ts';
import {
  livesOf,
  stageOf,
  type GameLives,
  type RegistryState,
} from '../../shared/lifecycle/registryState.ts';
import { gateLimits } from '../../shared/lifecycle/limits.ts';
import type { AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { readRegistry } from '../checkpoints/agentRegistry.ts';
import { listAgents, releasedIds, type FoundAgent } from '../checkpoints/agents.ts';
import type { CheckpointMeta } from '../checkpoints/checkpoint.ts';
import { isModelOfPeople } from '../checkpoints/origin.ts';
import { knowledgeOf } from '../people/modelOfPeople.ts';
import type { Cast, GameCast } from './nextJob.ts';
import { turnOf } from './turnConfig.ts';

/** Best responses and models of people of a game that take part, the newest ones. */
const MOST = 6;

/** Whom the next turns may start from and meet.  @param agents in both places */
export function castOf(agents: readonly FoundAgent[], state: RegistryState): Cast {
  return Object.fromEntries(GAME_IDS.map((game) => [game, castOfGame(game, agents, state)]));
}

/**
 * The cast as it is on the disk, and the registry's state.
 * @param without ids of agents that are known to be unusable   @throws JournalError
 */
export async function lookAround(
  places: AgentPlaces,
  without: ReadonlySet<string> = new Set(),
): Promise<{ readonly cast: Cast; readonly registry: RegistryState }> {
  const agents = (await listAgents(places)).agents.filter(({ meta }) => !without.has(meta.id));
  const { state: registry } = readRegistry(places, await releasedIds(places));
  return { cast: castOf(agents, registry), registry };
}

function castOfGame(game: string, agents: readonly FoundAgent[], state: RegistryState): GameCast {
  const lives = livesOf(state, game);
  const metas = new Map(agents.filter(({ meta }) => meta.game === game).map(({ meta }) => [meta.id, meta]));
  const all = [...metas.values()];
  const live = playing(lives, (id) => metas.has(id));
  const parent = live ?? lastOwn(all.filter(({ id }) => stageOf(lives, id) !== 'none'));
  const networks = networksOf(metas.get(parent ?? ''));
  const models = byAge(all.filter(isModelOfPeople));
  const newestModel = models.at(-1);
  return {
    live,
    parent,
    past: lives.previous
      .map(({ agent }) => agent)
      .filter((agent) => agent !== parent && networksOf(metas.get(agent)) === networks)
      .slice(-MOST),
    scripted: attackers(game),
    bestResponses: bestResponses(all, live),
    people: models.slice(-MOST).map(refOf),
    knowledge: newestModel === undefined ? null : (knowledgeOf(newestModel) ?? null),
    waiting: lives.candidates.length + (lives.shadow === null ? 0 : 1) + (lives.canary === null ? 0 : 1),
  };
}

/** The live agent or, where its files cannot be used, whom rooms take in its place: the one before it. */
function playing({ live, previous }: GameLives, isUsable: (id: string) => boolean): string | null {
  if (live === null) return null;
  return [...previous.map(({ agent }) => agent), live.agent].findLast(isUsable) ?? null;
}

/** Those to the live agent or, where there is none yet, to others. */
function bestResponses(all: readonly CheckpointMeta[], live: string | null): readonly string[] {
  const exploiters = all.filter(({ exploits }) => exploits !== undefined);
  const current = exploiters.filter(({ exploits }) => exploits?.version === live);
  return byAge(current.length > 0 ? current : exploiters)
    .slice(-MOST)
    .map(refOf);
}

/** The scripts that candidates have to stand, at the gate and from standing exploiters in rooms. */
function attackers(game: string): readonly string[] {
  const standing = exploitersOf(game).map(({ ref }) => ref);
  return [...new Set([...gateLimits(game).suite.opponents, ...standing])];
}

/** Oldest first. */
function byAge(metas: readonly CheckpointMeta[]): readonly CheckpointMeta[] {
  return metas.toSorted((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0));
}

function refOf({ id }: CheckpointMeta): string {
  return `agent:${id}`;
}

function lastOwn(metas: readonly CheckpointMeta[]): string | null {
  const own = metas.filter(
    (meta) => meta.exploits === undefined && !isModelOfPeople(meta) && turnOf(meta) !== undefined,
  );
  return own.sort((a, b) => (turnOf(a) ?? 0) - (turnOf(b) ?? 0)).at(-1)?.id ?? null;
}

function networksOf(meta: CheckpointMeta | undefined): string {
  return JSON.stringify(meta?.networks);
}
