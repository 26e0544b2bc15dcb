import type { Catalogue } from '../../shared/protocol/http.ts';
import type { PlayerOffer } from '../../shared/protocol/table.ts';

const RELEASED = 'agent:released/';

export interface ReleasedAgent {
  /** Id of the game that it plays. */
  readonly game: string;
  readonly offer: PlayerOffer;
}

/** The agents that come with the project, in the order of the games. */
export function releasedAgents(catalogue: Catalogue | null): readonly ReleasedAgent[] {
  return (catalogue?.games ?? []).flatMap(({ id, players }) =>
    players.filter(({ ref }) => ref.startsWith(RELEASED)).map((offer) => ({ game: id, offer })),
  );
}
