import { z } from 'zod';
import { APPLE, NOOP, TURN_RIGHT, ZAP } from '../../games/harvest/geometry.ts';
import type { HarvestParams } from '../../games/harvest/params.ts';
import type { HarvestView } from '../../games/harvest/view.ts';
import { pick, type Rng } from '../../random.ts';
import { definePlayer } from '../definePlayer.ts';
import { someoneInBeam, surroundingsOf, type Surroundings } from './surroundings.ts';
import { stepsTowards, wander } from './walking.ts';

const act = z.number().min(0).max(1);

/** A step towards a nearest live apple; undefined if none can be reached. */
export function stepToApple(surroundings: Surroundings, rng: Rng): number | undefined {
  // Most of a race is spent among dead bushes.
  if (!surroundings.ground.includes(APPLE)) return undefined;
  const steps = stepsTowards(surroundings, { isGoal: (cell) => surroundings.ground[cell] === APPLE });
  return steps.length > 0 ? pick(rng, steps) : undefined;
}

/** Uniform over the four steps and the two turns. */
export function randomMove(rng: Rng): number {
  return 1 + rng.int(TURN_RIGHT);
}

function greedyAction(view: HarvestView, seat: number, rng: Rng): number {
  const surroundings = surroundingsOf(view, seat);
  if (surroundings === undefined) return NOOP;
  return stepToApple(surroundings, rng) ?? randomMove(rng);
}

export const greedy = definePlayer<HarvestParams, HarvestView, { act: number }, undefined>({
  name: 'greedy',
  game: 'harvest',
  summary: 'Takes the nearest apple on the whole map, without turning; never zaps.',
  options: z.strictObject({ act: act.default(1) }),
  sees: 'everything',
  begin: () => undefined,
  decide: ({ view, seat, options, rng }) => ({
    action: rng.chance(options.act) ? greedyAction(view, seat, rng) : NOOP,
    memory: undefined,
  }),
});

/** Slowed so that players who act at random beside two of them earn what they do beside Melting Pot's bots. */
export const pacifistOverHarvester = definePlayer<HarvestParams, HarvestView, { act: number }, undefined>({
  name: 'pacifist-over-harvester',
  game: 'harvest',
  summary: 'Takes the nearest apple on the whole map but idles in some steps; never zaps.',
  options: z.strictObject({ act: act.default(0.55) }),
  sees: 'everything',
  begin: () => undefined,
  decide: ({ view, seat, options, rng }) => ({
    action: rng.chance(options.act) ? greedyAction(view, seat, rng) : NOOP,
    memory: undefined,
  }),
});

export const greedyZapper = definePlayer<HarvestParams, HarvestView, { act: number; zap: number }, undefined>(
  {
    name: 'greedy-zapper',
    game: 'harvest',
    summary: 'Takes the nearest apple on the whole map, and zaps whoever stands in its beam.',
    options: z.strictObject({ act: act.default(1), zap: act.default(1) }),
    sees: 'everything',
    begin: () => undefined,
    decide({ view, seat, options, params, rng }) {
      const surroundings = surroundingsOf(view, seat);
      if (surroundings === undefined || !rng.chance(options.act)) return { action: NOOP, memory: undefined };
      const shoots = surroundings.canShoot && someoneInBeam(surroundings, params) && rng.chance(options.zap);
      return {
        action: shoots ? ZAP : (stepToApple(surroundings, rng) ?? randomMove(rng)),
        memory: undefined,
      };
    },
  },
);

export const sightedGreedy = definePlayer<HarvestParams, HarvestView, { act: number }, undefined>({
  name: 'sighted-greedy',
  game: 'harvest',
  summary: 'Takes the nearest apple that it sees, and wanders while it sees none; never zaps.',
  options: z.strictObject({ act: act.default(1) }),
  sees: 'seat',
  begin: () => undefined,
  decide({ view, seat, options, rng }) {
    const surroundings = surroundingsOf(view, seat);
    if (surroundings === undefined || !rng.chance(options.act)) return { action: NOOP, memory: undefined };
    return { action: stepToApple(surroundings, rng) ?? wander(surroundings, rng), memory: undefined };
  },
});
