import type { ActionSpace } from '../../shared/game.ts';
import type { Demonstration } from './demonstrations.ts';

/** Equal parts of a box, for those who count. */
const BINS = 5;

/** How many different symbols a number of an action can be. */
export function symbolCount(space: ActionSpace): number {
  return space.kind === 'discrete' ? space.names.length : BINS;
}

/** An action as symbols: itself if it is discrete, the fifth of the box for each number of a continuous one. */
export function symbolsOf(action: Demonstration['own'][number], space: ActionSpace): readonly number[] {
  if (space.kind === 'discrete') return [action as number];
  const width = (space.high - space.low) / BINS;
  return (action as readonly number[]).map((number) =>
    Math.min(BINS - 1, Math.max(0, Math.floor((number - space.low) / width))),
  );
}

/** Log of a symbol's width: what turns its log-probability into a log-density; 0 for discrete actions. */
export function logWidth(space: ActionSpace): number {
  return space.kind === 'discrete' ? 0 : Math.log((space.high - space.low) / BINS);
}
