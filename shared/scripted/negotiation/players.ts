import { z } from 'zod';
import type { NegotiationParams, NegotiationView } from '../../games/negotiation/game.ts';
import type { AnyPlayer } from '../../player.ts';
import { definePlayer } from '../definePlayer.ts';
import { askForValued } from './askForValued.ts';
import { NEGOTIATION_EXPLOITERS } from './exploiters.ts';
import { proportionalTitForTat } from './proportionalTitForTat.ts';

/** A player without options or memory. */
function defineReactive(
  name: string,
  summary: string,
  demands: (view: NegotiationView) => readonly number[],
): AnyPlayer {
  return definePlayer<NegotiationParams, NegotiationView, object, undefined>({
    name,
    game: 'negotiation',
    summary,
    options: z.strictObject({}),
    sees: 'seat',
    begin: () => undefined,
    decide: ({ view }) => ({ action: demands(view), memory: undefined }),
  });
}

/** As in the authors' league, whose cooperator asks for 0 of the rest (the paper says 1); random is the general one. */
export const NEGOTIATION_PLAYERS: readonly AnyPlayer[] = [
  defineReactive(
    'always-cooperate',
    'Asks for all of what it values more, and for nothing of the rest.',
    (view) => askForValued(view, 0),
  ),
  defineReactive('always-defect', 'Asks for all of everything.', ({ values, maxProposal }) =>
    values.own.map(() => maxProposal),
  ),
  proportionalTitForTat,
  ...NEGOTIATION_EXPLOITERS,
];
