import { z } from 'zod';
import { randomAction } from '../action.ts';
import { definePlayer } from './definePlayer.ts';

/** Uniform over the action space of whatever game it sits in. */
export const randomPlayer = definePlayer({
  name: 'random',
  game: '*',
  summary: 'Chooses every action with equal probability.',
  options: z.strictObject({}),
  sees: 'seat',
  begin: () => undefined,
  decide: ({ spec, rng }) => ({ action: randomAction(spec.actions, rng), memory: undefined }),
});
