import { prettifyError } from 'zod';
import type { ControllerTag } from '../../shared/log/events.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import { parsePlayerRef, type AgentSource } from '../../shared/playerRef.ts';
import { scriptedPlayer } from '../../shared/scripted/registry.ts';
import { agentPlaces, type AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { findAgentFolder } from '../checkpoints/agents.ts';
import { loadCheckpoint, type LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import type { Choosing } from '../policies/policy.ts';
import { agentPlayer } from './agentPlayer.ts';
import { loadModulePlayer } from './modulePlayer.ts';
import { UnusablePlayer } from './unusablePlayer.ts';

/** A reference such as `scripted:random({"p":0.2})`, turned into what it names. */
export interface ResolvedPlayer {
  readonly ref: string;
  readonly definition: AnyPlayer;
  /** Raw input of `definition.options`, known to be valid. */
  readonly options: unknown;
  /** How the research log names it. */
  readonly controller: ControllerTag;
}

export interface PlayerSources {
  /** Directory that the paths of modules and agents are relative to. */
  readonly directory: string;
  /** Version of the software, which is the version of its scripted players. */
  readonly codeVersion: string;
  /** Where agents are looked for; left out: in `data/agents` of the directory, and among the released ones. */
  readonly agents?: AgentPlaces;
  /** Whether agents estimate values; 'computed' unless said otherwise. */
  readonly values?: 'computed' | 'left-out';
  /** How agents choose among actions; 'drawn' unless said otherwise. Others choose as they are written. */
  readonly choosing?: Choosing;
}

/**
 * Finds the players of a game, each distinct reference once.
 * @param refs one per seat
 * @throws UnusablePlayer if a reference is malformed, unknown, for another game, or has options that do not fit
 */
export async function resolvePlayers(
  game: string,
  refs: readonly string[],
  sources: PlayerSources,
): Promise<readonly ResolvedPlayer[]> {
  const byRef = new Map<string, ResolvedPlayer>();
  for (const ref of new Set(refs)) byRef.set(ref, await resolvePlayer(game, ref, sources));
  return refs.map((ref) => byRef.get(ref) as ResolvedPlayer);
}

async function resolvePlayer(game: string, ref: string, sources: PlayerSources): Promise<ResolvedPlayer> {
  const player = await findPlayer(game, ref, sources);
  const fit = player.definition.options.safeParse(player.options);
  if (!fit.success) throw new UnusablePlayer(`${ref}: options do not fit\n${prettifyError(fit.error)}`);
  return player;
}

async function findPlayer(game: string, ref: string, sources: PlayerSources): Promise<ResolvedPlayer> {
  const parsed = orUnusable(() => parsePlayerRef(ref));
  if (parsed.kind === 'scripted') {
    const definition = orUnusable(() => scriptedPlayer(game, parsed.name));
    const controller = { kind: parsed.kind, id: ref, version: sources.codeVersion };
    return { ref, definition, options: parsed.options, controller };
  }
  const { definition, version } =
    parsed.kind === 'agent'
      ? await loadAgent(ref, parsed.source, sources)
      : await loadModulePlayer(parsed.path, sources.directory);
  if (definition.game !== game && definition.game !== '*') {
    throw new UnusablePlayer(`${ref}: expected a player of ${game}, got one of ${definition.game}`);
  }
  return { ref, definition, options: {}, controller: { kind: parsed.kind, id: ref, version } };
}

async function loadAgent(ref: string, source: AgentSource, sources: PlayerSources) {
  const checkpoint = await loadAgentCheckpoint(ref, source, sources);
  try {
    const definition = agentPlayer(checkpoint, sources.values ?? 'computed', sources.choosing);
    return { definition, version: checkpoint.meta.id };
  } catch (error) {
    if (error instanceof UnusableCheckpoint || error instanceof RangeError)
      throw new UnusablePlayer(`${ref}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** @throws UnusablePlayer if there is no such agent or its files do not hold what they should */
export async function loadAgentCheckpoint(
  ref: string,
  source: AgentSource,
  sources: PlayerSources,
): Promise<LoadedCheckpoint> {
  try {
    return await loadCheckpoint(
      await findAgentFolder(source, sources.agents ?? agentPlaces(sources.directory)),
    );
  } catch (error) {
    if (error instanceof UnusableCheckpoint || error instanceof RangeError)
      throw new UnusablePlayer(`${ref}: ${error.message}`, { cause: error });
    throw error;
  }
}

function orUnusable<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof RangeError) throw new UnusablePlayer(error.message, { cause: error });
    throw error;
  }
}
