import { z } from 'zod';
import { APPLE, NOOP, TURN_LEFT, TURN_RIGHT, ZAP } from '../../games/harvest/geometry.ts';
import type { HarvestParams } from '../../games/harvest/params.ts';
import type { HarvestView } from '../../games/harvest/view.ts';
import { pick, type Rng } from '../../random.ts';
import { definePlayer } from '../definePlayer.ts';
import { seenBushes, type SeenBushes } from './bushes.ts';
import { offsetTo, someoneInBeam, surroundingsOf, type Surroundings } from './surroundings.ts';
import { stepsTowards, wander } from './walking.ts';

const keep = z.int().min(0).max(1000);
/** Chance that a guard with nothing to take looks round. */
const LOOK_CHANCE = 1 / 4;

/** What a player who leaves `keep` apples on every bush makes of its surroundings. */
class Restraint {
  readonly surroundings: Surroundings;
  readonly bushes: SeenBushes;
  readonly #keep: number;

  constructor(surroundings: Surroundings, params: HarvestParams, keep: number) {
    this.surroundings = surroundings;
    this.bushes = seenBushes(surroundings, params.regrowthRadius);
    this.#keep = keep;
  }

  isSpare(cell: number): boolean {
    return this.surroundings.ground[cell] === APPLE && this.#mayTakeFrom(cell);
  }

  /** Walking over an apple takes it. */
  isProtected = (cell: number): boolean =>
    this.surroundings.ground[cell] === APPLE && !this.#mayTakeFrom(cell);

  #mayTakeFrom(cell: number): boolean {
    return (this.bushes.live[this.bushes.bushAt[cell] as number] ?? 0) > this.#keep;
  }

  /** A step to a nearest spare apple, else off a bush that has none, where an apple would regrow into its mouth. */
  step(rng: Rng, isGoal = (cell: number): boolean => this.isSpare(cell)): number | undefined {
    const isForbidden = this.isProtected;
    const steps = stepsTowards(this.surroundings, { isGoal, isForbidden });
    if (steps.length > 0) return pick(rng, steps);
    const { self } = this.surroundings;
    if (this.bushes.bushAt[self] === -1 || this.#mayTakeFrom(self)) return undefined;
    const off = stepsTowards(this.surroundings, {
      isGoal: (cell) => this.bushes.bushAt[cell] === -1,
      isForbidden,
    });
    return off.length > 0 ? pick(rng, off) : undefined;
  }
}

export const restrained = definePlayer<HarvestParams, HarvestView, { keep: number }, undefined>({
  name: 'restrained',
  game: 'harvest',
  summary: 'Takes the nearest apple in sight but leaves some on every bush; never zaps.',
  options: z.strictObject({ keep: keep.default(4) }),
  sees: 'seat',
  begin: () => undefined,
  decide({ view, seat, options, params, rng }) {
    const surroundings = surroundingsOf(view, seat);
    if (surroundings === undefined) return { action: NOOP, memory: undefined };
    return { action: restrainedAction(surroundings, params, { ...options, rng }), memory: undefined };
  },
});

/** What a player does who takes the nearest apple in sight but leaves `keep` on every bush. */
export function restrainedAction(
  surroundings: Surroundings,
  params: HarvestParams,
  { keep, rng }: { readonly keep: number; readonly rng: Rng },
): number {
  const restraint = new Restraint(surroundings, params, keep);
  return restraint.step(rng) ?? wander(surroundings, rng, restraint.isProtected);
}

/**
 * Keeps to the nearest bush in sight. In this order: zaps whoever stands in its beam; turns to whoever is within
 * `reach` cells and not ahead; takes a spare apple of its bush; stays and looks round. Without a bush in sight it
 * wanders.
 */
export const bushGuard = definePlayer<HarvestParams, HarvestView, { keep: number; reach: number }, undefined>(
  {
    name: 'bush-guard',
    game: 'harvest',
    summary: 'Stays at a bush, leaves some apples on it, and zaps those who come near.',
    options: z.strictObject({ keep: keep.default(4), reach: z.int().min(0).max(9).default(4) }),
    sees: 'seat',
    begin: () => undefined,
    decide({ view, seat, options, params, rng }) {
      const surroundings = surroundingsOf(view, seat);
      if (surroundings === undefined) return { action: NOOP, memory: undefined };
      const action =
        defence(surroundings, params, options.reach, rng) ??
        guardedHarvest(new Restraint(surroundings, params, options.keep), rng);
      return { action, memory: undefined };
    },
  },
);

function defence(
  surroundings: Surroundings,
  params: HarvestParams,
  reach: number,
  rng: Rng,
): number | undefined {
  if (!surroundings.canShoot) return undefined;
  if (someoneInBeam(surroundings, params)) return ZAP;
  const turns = surroundings.isTaken.flatMap((isTaken, cell) => {
    if (!isTaken) return [];
    const { ahead, right } = offsetTo(surroundings, cell);
    if (Math.abs(ahead) + Math.abs(right) > reach || ahead > Math.abs(right)) return [];
    if (right === 0) return [TURN_LEFT, TURN_RIGHT];
    return [right > 0 ? TURN_RIGHT : TURN_LEFT];
  });
  return turns.length > 0 ? pick(rng, turns) : undefined;
}

function guardedHarvest(restraint: Restraint, rng: Rng): number {
  const { surroundings, bushes } = restraint;
  const bush = nearestBush(surroundings, bushes);
  if (bush === undefined) return wander(surroundings, rng, restraint.isProtected);
  const isOwn = (cell: number): boolean => bushes.bushAt[cell] === bush && restraint.isSpare(cell);
  return restraint.step(rng, isOwn) ?? (rng.chance(LOOK_CHANCE) ? TURN_RIGHT : NOOP);
}

/** The bush with the nearest live apple. */
function nearestBush(surroundings: Surroundings, { bushAt }: SeenBushes): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  for (const [cell, look] of surroundings.ground.entries()) {
    if (look !== APPLE) continue;
    const { ahead, right } = offsetTo(surroundings, cell);
    const distance = Math.abs(ahead) + Math.abs(right);
    if (distance >= least) continue;
    least = distance;
    best = bushAt[cell] as number;
  }
  return best;
}
