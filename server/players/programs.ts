import { parsePlayerRef } from '../../shared/playerRef.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';
import { guideOf } from '../../shared/scripted/guides.ts';
import { scriptedPlayer, scriptedPlayersOf } from '../../shared/scripted/registry.ts';
import type { Program, Programs } from './program.ts';

/** A player of a file that the operator listed. */
export interface ListedModule {
  readonly definition: AnyPlayer;
  /** First 16 hexadecimal digits of the SHA-256 of the file. */
  readonly version: string;
}

/**
 * The programs this server seats: scripted players, and modules that the operator listed. Clients name a
 * module by its player's name; a path from the wire never reaches the file system.
 */
export function createPrograms(codeVersion: string, modules: readonly ListedModule[] = []): Programs {
  const modulesOf = (game: string) =>
    modules.filter(({ definition }) => definition.game === game || definition.game === '*');

  const resolve = (game: string, text: string): Program => {
    const ref = parsePlayerRef(text);
    if (ref.kind === 'scripted') {
      const definition = scriptedPlayer(game, ref.name);
      const options = ref.options ?? {};
      definition.options.parse(options);
      return {
        ref: text,
        label: ref.name,
        definition,
        options,
        controller: { kind: 'scripted', id: text, version: codeVersion },
      };
    }
    if (ref.kind === 'agent') {
      throw new RangeError(`expected a player that this server seats, got the trained agent ${text}`);
    }
    const listed = modulesOf(game).find(({ definition }) => definition.name === ref.path);
    if (!listed) {
      const names = modulesOf(game).map(({ definition }) => definition.name);
      throw new RangeError(
        `expected a module player that this server lists for ${game} (${names.join(', ') || 'none'}), got ${JSON.stringify(text)}`,
      );
    }
    return {
      ref: text,
      label: listed.definition.name,
      definition: listed.definition,
      options: {},
      controller: { kind: 'module', id: text, version: listed.version },
    };
  };

  return {
    resolve,
    offers: (game) => [
      ...[...scriptedPlayersOf(game).values()].map((player) => offer('scripted', player)),
      ...modulesOf(game).map(({ definition }) => offer('module', definition)),
    ],
    guide: (game) => resolve(game, guideOf(game)),
  };
}

function offer(kind: 'scripted' | 'module', { name, summary }: AnyPlayer): PlayerOffer {
  return { ref: `${kind}:${name}`, label: name, summary };
}
