import { actionFault } from './action.ts';
import type { ActionSpace } from './game.ts';
import type { AnyPlayer, Decision } from './player.ts';
import { PlayerFault } from './playerFault.ts';

/**
 * The same player, but whatever goes wrong inside it says which player, seat and step it was: the author of a
 * module reads this message, and nothing else tells them where to look.
 * @returns a player whose `begin` and `decide` throw PlayerFault
 */
export function explainFaults(player: AnyPlayer, ref: string): AnyPlayer {
  return {
    name: player.name,
    game: player.game,
    summary: player.summary,
    options: player.options,
    sees: player.sees,
    begin(start) {
      const where = `${ref} (${player.name}) in seat ${start.seat}, at the start`;
      return orFault(where, () => player.begin(start));
    },
    decide(turn) {
      const where = `${ref} (${player.name}) in seat ${turn.seat}, step ${turn.step}`;
      const decision: unknown = orFault(where, () => player.decide(turn));
      if (typeof decision !== 'object' || decision === null || !('action' in decision)) {
        throw new PlayerFault(
          `${where}: expected decide to return { action, memory }, got ${show(decision)}`,
        );
      }
      const fault = actionFault(turn.spec.actions, decision.action);
      if (fault !== undefined) throw new PlayerFault(`${where}: its action is illegal: ${fault}`);
      const told = toldFault(turn.spec.actions, decision);
      if (told !== undefined) throw new PlayerFault(`${where}: ${told}`);
      return decision as Decision<unknown>;
    },
  };
}

/** What it tells about itself goes to the log, which must not be spoilt by it. */
function toldFault(space: ActionSpace, decision: object): string | undefined {
  const { probabilities, value } = decision as { readonly probabilities?: unknown; readonly value?: unknown };
  if (value !== undefined && !Number.isFinite(value))
    return `expected value to be a number, got ${show(value)}`;
  if (probabilities === undefined) return undefined;
  const n = space.kind === 'discrete' ? space.names.length : 0;
  const isProbability = (p: unknown): boolean => typeof p === 'number' && p >= 0 && p <= 1;
  if (Array.isArray(probabilities) && probabilities.length === n && probabilities.every(isProbability))
    return undefined;
  return `expected probabilities to be ${n} numbers in [0, 1], one per action, got ${show(probabilities)}`;
}

function orFault<T>(where: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new PlayerFault(`${where}: ${what}`, { cause: error });
  }
}

function show(value: unknown): string {
  if (value instanceof Promise) return 'a Promise (decide must not be async)';
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value) ?? String(value);
}
