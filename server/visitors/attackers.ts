import { parsePlayerRef } from '../../shared/playerRef.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import { exploitersOf } from '../../shared/scripted/exploiters.ts';
import { EXPLOITER_LABEL } from '../../shared/simulated.ts';
import { scriptedPlayer } from '../../shared/scripted/registry.ts';
import { playsByView } from './remotePlayer.ts';

/** A scripted player that attacks through the front door. */
export interface Attacker {
  readonly definition: AnyPlayer;
  readonly options: unknown;
  /** What it calls itself in the log. */
  readonly label: string;
}

/** Those of the project's list of exploiters that need no more than a person is shown. */
export function attackersOf(game: string): readonly Attacker[] {
  return exploitersOf(game).flatMap(({ ref: text }) => {
    const ref = parsePlayerRef(text);
    if (ref.kind !== 'scripted') return [];
    const definition = scriptedPlayer(game, ref.name);
    if (!playsByView(definition)) return [];
    return [{ definition, options: ref.options, label: `${EXPLOITER_LABEL}${plain(text)}` }];
  });
}

/** 'scripted:prober({"at":3})' -> 'prober.at.3': what may stand in an id. */
function plain(ref: string): string {
  return ref
    .slice('scripted:'.length)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '.')
    .replace(/\.$/, '')
    .slice(0, 40);
}
