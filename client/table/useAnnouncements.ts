import { useEffect, useRef } from 'preact/hooks';
import type { AnyScene, SceneTurn } from '../games/scene.ts';
import type { ConnectionState } from '../net/keptConnection.ts';
import { STRINGS } from '../strings.ts';
import { announce } from '../ui/announcer.ts';

/** Says when the connection goes and when it is back; not on the first connecting. */
export function useConnectionAnnouncements(connection: ConnectionState): void {
  const before = useRef(connection.kind);
  useEffect(() => {
    if (connection.kind === 'lost' && before.current !== 'lost') announce(STRINGS.connection.wentAway);
    if (connection.kind === 'open' && before.current === 'lost') announce(STRINGS.connection.cameBack);
    before.current = connection.kind;
  }, [connection.kind]);
}

/** Turn games: reads the situation after every step. Tick games are too fast for that; their scenes choose. */
export function useTurnAnnouncements(
  scene: AnyScene,
  turn: SceneTurn<unknown>,
  pace: 'turns' | 'ticks',
): void {
  useEffect(() => {
    if (pace === 'turns') announce(scene.describe(turn));
  }, [scene, turn.step, turn.status, pace]);
}
