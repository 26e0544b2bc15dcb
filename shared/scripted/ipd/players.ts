import { z } from 'zod';
import { COOPERATE, DEFECT, type IpdParams, type IpdView } from '../../games/ipd/game.ts';
import { definePlayer } from '../definePlayer.ts';
import type { AnyPlayer } from '../../player.ts';

const alwaysCooperate = definePlayer<IpdParams, IpdView, object, undefined>({
  name: 'always-cooperate',
  game: 'ipd',
  summary: 'Cooperates whatever happens.',
  options: z.strictObject({}),
  sees: 'seat',
  begin: () => undefined,
  decide: () => ({ action: COOPERATE, memory: undefined }),
});

const titForTat = definePlayer<IpdParams, IpdView, object, undefined>({
  name: 'tit-for-tat',
  game: 'ipd',
  summary: 'Cooperates first, then repeats what the other did last (Axelrod 1984).',
  options: z.strictObject({}),
  sees: 'seat',
  begin: () => undefined,
  decide: ({ view }) => ({
    action: view.history.at(-1)?.other === DEFECT ? DEFECT : COOPERATE,
    memory: undefined,
  }),
});

export const IPD_PLAYERS: readonly AnyPlayer[] = [alwaysCooperate, titForTat];
