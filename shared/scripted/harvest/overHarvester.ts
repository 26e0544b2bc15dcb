import { z } from 'zod';
import { APPLE, NOOP, ZAP } from '../../games/harvest/geometry.ts';
import type { HarvestParams } from '../../games/harvest/params.ts';
import type { HarvestView } from '../../games/harvest/view.ts';
import { definePlayer } from '../definePlayer.ts';
import { randomMove, stepToApple } from './greedy.ts';
import { someoneInBeam, surroundingsOf } from './surroundings.ts';
import { wander } from './walking.ts';

const chance = z.number().min(0).max(1);

interface Options {
  /** Chance per step of acting at all. */
  readonly act: number;
  /** Chance of shooting, when it can and somebody stands in its beam. */
  readonly zap: number;
  /** Chance per step of moving, at random, while no apple is in sight. */
  readonly search: number;
}

/**
 * Races as a trained agent does: as fast as any while it sees apples, and lost when it sees none. In a race of seven
 * it gets its share; where apples are few, those who stumble over them get some too.
 */
export const overHarvester = definePlayer<HarvestParams, HarvestView, Options, boolean>({
  name: 'over-harvester',
  game: 'harvest',
  summary: 'Takes the nearest apple that it sees, and gropes about while it sees none; may zap.',
  options: z.strictObject({
    act: chance.default(1),
    zap: chance.default(0),
    search: chance.default(1),
  }),
  sees: 'seat',
  begin: () => false,
  decide({ view, seat, options, params, memory, rng }) {
    const surroundings = surroundingsOf(view, seat);
    if (surroundings === undefined) return { action: NOOP, memory: false };
    const isAt = memory || surroundings.ground.includes(APPLE);
    const decision = (action: number) => ({ action, memory: isAt });
    if (!rng.chance(options.act)) return decision(NOOP);
    const shoots = surroundings.canShoot && someoneInBeam(surroundings, params) && rng.chance(options.zap);
    if (shoots) return decision(ZAP);
    const step = stepToApple(surroundings, rng);
    if (step !== undefined) return decision(step);
    if (!isAt) return decision(wander(surroundings, rng));
    return decision(rng.chance(options.search) ? randomMove(rng) : NOOP);
  },
});
