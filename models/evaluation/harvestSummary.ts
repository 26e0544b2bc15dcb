import { estimate, type Estimate } from './estimate.ts';
import type { ScenarioEpisode } from './evaluateScenario.ts';
import { HORIZON, type HarvestMeasures } from './measures/harvestWitness.ts';
import { meanOver, otherSeats } from './sides.ts';
import { mean, standardDeviation } from './statistics.ts';

/** What became of the commons. Per seat: mean over the seats of one side. */
export interface HarvestSummary {
  /** Apples per seat in the first 1000 steps. */
  readonly firstApples: BothSides;
  /** Apples per step and seat in steps 750 to 999. */
  readonly lateApples: BothSides;
  /** Shots per step and seat, over the whole episode. */
  readonly zaps: BothSides;
  /** Times hit, per step and seat. */
  readonly hits: BothSides;
  /** Players on the board, mean over steps. */
  readonly peace: Estimate;
  /** Bushes at the start. */
  readonly bushes: number;
  /** After 500 and 1000 steps (the last one of an episode that is shorter), and at the end. */
  readonly bushesAlive: { readonly at500: Estimate; readonly at1000: Estimate; readonly atEnd: Estimate };
  readonly bushesCurve: BushesCurve;
}

export interface BothSides {
  readonly focal: Estimate;
  /** Null where there is no background. */
  readonly background: Estimate | null;
}

/** Bushes alive over time, for as long as every episode lasts. */
export interface BushesCurve {
  readonly step: readonly number[];
  readonly mean: readonly number[];
  /** Over episodes; 0 for a single one. */
  readonly standardDeviation: readonly number[];
}

const CURVE_SPACING = 10;

/** @returns null for another game */
export function summariseHarvest(played: readonly ScenarioEpisode[]): HarvestSummary | null {
  const all = played.flatMap(({ harvest }) => (harvest === null ? [] : [harvest]));
  const [first] = all;
  if (first === undefined) return null;
  const sides = (of: (measures: HarvestMeasures) => readonly number[]): BothSides => ({
    focal: estimate(
      played.map(({ harvest, focalSeats }) => harvest && meanOver(of(harvest), focalSeats)),
    ) as Estimate,
    background: estimate(
      played.map((episode) => episode.harvest && meanOver(of(episode.harvest), otherSeats(episode))),
    ),
  });
  const aliveAt = (step: number) =>
    estimate(all.map(({ bushesAlive }) => bushesAlive[Math.min(step, bushesAlive.length - 1)] as number));
  return {
    firstApples: sides(({ firstApples }) => firstApples),
    lateApples: sides(({ lateApples }) => lateApples),
    zaps: sides(({ zaps }) => zaps),
    hits: sides(({ hits }) => hits),
    peace: estimate(all.map(({ peace }) => peace)) as Estimate,
    bushes: first.bushesAlive[0] as number,
    bushesAlive: {
      at500: aliveAt(HORIZON / 2) as Estimate,
      at1000: aliveAt(HORIZON) as Estimate,
      atEnd: aliveAt(Infinity) as Estimate,
    },
    bushesCurve: curveOf(all.map(({ bushesAlive }) => bushesAlive)),
  };
}

function curveOf(curves: readonly (readonly number[])[]): BushesCurve {
  const shortest = Math.min(...curves.map((curve) => curve.length));
  const step = Array.from({ length: Math.ceil(shortest / CURVE_SPACING) }, (_, i) => i * CURVE_SPACING);
  const values = step.map((at) => curves.map((curve) => curve[at] as number));
  return {
    step,
    mean: values.map((alive) => mean(alive)),
    standardDeviation: values.map((alive) => standardDeviation(alive) ?? 0),
  };
}
