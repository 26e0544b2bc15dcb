import { parsePlayerRef } from '../../shared/playerRef.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import { guideOf } from '../../shared/scripted/guides.ts';
import { scriptedPlayer, scriptedPlayersOf } from '../../shared/scripted/registry.ts';
import type { Agents, Program, Programs, ScriptProgram } from './program.ts';

/** Agents that come with the project; what else lies in a data folder may be half trained. */
const RELEASED = 'agent:released/';

/** A player of a file that the operator listed. */
export interface ListedModule {
  readonly definition: AnyPlayer;
  /** First 16 hexadecimal digits of the SHA-256 of the file. */
  readonly version: string;
}

/**
 * The programs this server seats: scripted players, modules that the operator listed, and trained agents. Clients
 * name a module by its player's name; a path from the wire never reaches the file system.
 */
export function createPrograms(
  codeVersion: string,
  modules: readonly ListedModule[] = [],
  agents?: Agents,
): Programs {
  const modulesOf = (game: string) =>
    modules.filter(({ definition }) => definition.game === game || definition.game === '*');

  const resolve = (game: string, text: string): Program => {
    const ref = parsePlayerRef(text);
    switch (ref.kind) {
      case 'scripted':
        return scripted(game, ref.name, { ref: text, options: ref.options ?? {}, codeVersion });
      case 'module':
        return listedModule(game, ref.path, { ref: text, modules: modulesOf(game) });
      case 'agent':
      default:
        if (agents) return agents.resolve(game, text);
        throw new RangeError(`expected a player that this server seats, got the trained agent ${text}`);
    }
  };

  return {
    agents,
    prepare: async (refs) => agents?.prepare(refs.filter((ref) => ref.startsWith('agent:'))),
    resolve,
    offers: (game) => [
      ...[...scriptedPlayersOf(game).values()].map((player) => offer('scripted', player)),
      ...modulesOf(game).map(({ definition }) => offer('module', definition)),
      ...(agents?.offers(game) ?? []),
    ],
    company: (game) => {
      const [first, ...others] = (agents?.offers(game) ?? [])
        .map(({ ref }) => ref)
        .filter((ref) => ref.startsWith(RELEASED));
      return first === undefined ? [guideOf(game)] : [first, ...others];
    },
    guide: (game) => {
      const ref = guideOf(game);
      return scripted(game, ref.slice('scripted:'.length), { ref, options: {}, codeVersion });
    },
  };
}

function scripted(
  game: string,
  name: string,
  {
    ref,
    options,
    codeVersion,
  }: { readonly ref: string; readonly options: unknown; readonly codeVersion: string },
): ScriptProgram {
  const definition = scriptedPlayer(game, name);
  definition.options.parse(options);
  const controller = { kind: 'scripted', id: ref, version: codeVersion } as const;
  return { kind: 'script', ref, label: name, definition, options, controller };
}

function listedModule(
  game: string,
  name: string,
  { ref, modules }: { readonly ref: string; readonly modules: readonly ListedModule[] },
): ScriptProgram {
  const listed = modules.find(({ definition }) => definition.name === name);
  if (!listed) {
    const names = modules.map(({ definition }) => definition.name);
    throw new RangeError(
      `expected a module player that this server lists for ${game} (${names.join(', ') || 'none'}), got ${JSON.stringify(ref)}`,
    );
  }
  const { definition, version } = listed;
  const controller = { kind: 'module', id: ref, version } as const;
  return { kind: 'script', ref, label: definition.name, definition, options: {}, controller };
}

function offer(kind: 'scripted' | 'module', { name, summary }: AnyPlayer): PlayerOffer {
  return { ref: `${kind}:${name}`, label: name, summary };
}
