import { GAME_STRINGS } from './gameStrings.ts';

/** Every sentence that people read, in one place. The games' own sentences stand under `games`. */
export const STRINGS = {
  productName: 'Commonground',
  games: GAME_STRINGS,
} as const;
