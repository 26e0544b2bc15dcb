import type { AnyPlayer } from '../../player.ts';
import { HARVEST_EXPLOITERS } from './exploiters.ts';
import { greedy, greedyZapper, pacifistOverHarvester, sightedGreedy } from './greedy.ts';
import { overHarvester } from './overHarvester.ts';
import { bushGuard, restrained } from './restrained.ts';

export const HARVEST_PLAYERS: readonly AnyPlayer[] = [
  greedy,
  sightedGreedy,
  greedyZapper,
  pacifistOverHarvester,
  overHarvester,
  restrained,
  bushGuard,
  ...HARVEST_EXPLOITERS,
];
