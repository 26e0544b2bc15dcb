import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parsePlayerRef, type AgentSource } from '../../shared/playerRef.ts';
import type { AgentPlaces } from './agentPlaces.ts';
import { liveAgentId, type ReleasedIds } from './agentRegistry.ts';
import { shortId, type CheckpointMeta } from './checkpoint.ts';
import { readCheckpointMeta } from './loadCheckpoint.ts';
import { UnusableCheckpoint } from './unusableCheckpoint.ts';

/** A checkpoint that can be named. */
export interface FoundAgent {
  /** The shortest reference: its released name or the first digits of its id. */
  readonly ref: string;
  readonly folder: string;
  readonly meta: CheckpointMeta;
}

export interface AgentList {
  readonly agents: readonly FoundAgent[];
  /** Folders that look like agents and cannot be read. */
  readonly unusable: readonly UnusableCheckpoint[];
}

/** Every agent in both places, released ones first, each place in the order of its folders' names. */
export async function listAgents({ agents, released }: AgentPlaces): Promise<AgentList> {
  const list: { agents: FoundAgent[]; unusable: UnusableCheckpoint[] } = { agents: [], unusable: [] };
  const add = async (folder: string, refOf: (meta: CheckpointMeta) => string): Promise<void> => {
    try {
      const meta = await readCheckpointMeta(folder);
      list.agents.push({ ref: refOf(meta), folder, meta });
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint)) throw error;
      list.unusable.push(error);
    }
  };
  for (const game of await foldersIn(released)) {
    for (const name of await foldersIn(join(released, game))) {
      await add(join(released, game, name), () => `agent:released/${game}/${name}`);
    }
  }
  for (const name of await foldersIn(agents)) {
    await add(join(agents, name), ({ id }) => `agent:${shortId(id)}`);
  }
  return list;
}

/**
 * The folder of an agent.
 * @throws RangeError if no agent, or more than one, has an id with that beginning
 */
export async function findAgentFolder(source: AgentSource, places: AgentPlaces): Promise<string> {
  if (source.from === 'folder') return resolve(places.directory, source.path);
  if (source.from === 'released') return join(places.released, source.game, source.name);
  if (source.from === 'live')
    return byId(liveAgentId(places, await releasedIds(places), source.game), places);
  return byId(source.idPrefix, places);
}

/** The agents that a fresh installation has live: of each game the first usable one in the order of names. */
export async function releasedIds(places: AgentPlaces): Promise<ReleasedIds> {
  const { agents } = await listAgents({ ...places, agents: '' });
  return Object.fromEntries(agents.map(({ meta }) => [meta.game, meta.id] as const).reverse());
}

/** @param ref `agent:...`   @throws RangeError if it is another reference, and as `findAgentFolder` */
export async function findAgent(ref: string, places: AgentPlaces): Promise<FoundAgent> {
  const parsed = parsePlayerRef(ref);
  if (parsed.kind !== 'agent') throw new RangeError(`expected agent:..., got ${JSON.stringify(ref)}`);
  const folder = await findAgentFolder(parsed.source, places);
  return { ref, folder, meta: await readCheckpointMeta(folder) };
}

async function byId(prefix: string, places: AgentPlaces): Promise<string> {
  const { agents } = await listAgents(places);
  const folders = new Map(agents.filter(({ meta }) => meta.id.startsWith(prefix)).map((a) => [a.meta.id, a]));
  const [first, ...others] = folders.values();
  if (first !== undefined && others.length === 0) return first.folder;
  const got = first === undefined ? 'none' : [...folders.keys()].join(', ');
  throw new RangeError(
    `expected one agent in ${places.agents} or ${places.released} whose id begins with ${prefix}, got ${got}`,
  );
}

async function foldersIn(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
