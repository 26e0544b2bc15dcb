import type { AnyGame } from '../../shared/game.ts';

/** The Coin Game's leagues are played over 16 steps, though its episodes are longer. */
const LEAGUE_STEPS: Readonly<Record<string, number>> = { coin: 16 };

/** How long an episode of a league lasts unless somebody says otherwise.  @param params parsed */
export function leagueSteps(game: AnyGame, params: unknown): number {
  return LEAGUE_STEPS[game.id] ?? game.spec(params).maxSteps;
}
