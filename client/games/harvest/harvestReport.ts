import type { HarvestEvent } from '../../../shared/games/harvest/events.ts';
import { layoutOf, type Layout } from '../../../shared/games/harvest/layout.ts';
import type { HarvestParams } from '../../../shared/games/harvest/params.ts';
import type { HarvestSpectatorView } from '../../../shared/games/harvest/view.ts';
import type { OpenReplay } from '../../../shared/log/openReplay.ts';

/** What became of a bush. */
export interface BushReport {
  /** Where it stands: share of the map's width and height, 0 to 1 from the top left. */
  readonly x: number;
  readonly y: number;
  /** Apples taken from it, by seat. */
  readonly taken: readonly number[];
  /** null: something of it could still regrow at the end. */
  readonly death: BushDeath | null;
}

export interface BushDeath {
  /** Who took its last apple, and in which frame of the replay that is seen done. */
  readonly taker: number;
  readonly lastAppleAt: number;
  /** Frame in which nothing could regrow any more. */
  readonly step: number;
}

/** Who did what in a game of Harvest, by seat. */
export interface HarvestReport {
  readonly colours: readonly number[];
  readonly apples: readonly number[];
  readonly shots: readonly number[];
  /** [by][who] */
  readonly hits: readonly (readonly number[])[];
  readonly bushes: readonly BushReport[];
}

/** Adds up what happened in a whole game.  @param replay of Harvest */
export function harvestReport(replay: OpenReplay): HarvestReport {
  const layout = layoutOf(replay.params as HarvestParams);
  const seats = replay.spec.numSeats;
  const zeros = (): number[] => Array.from({ length: seats }, () => 0);
  const bushes = placesOf(layout).map((place) => ({ ...place, taken: zeros(), lastAppleAt: 0 }));
  const deaths = new Map<number, BushDeath>();
  const [apples, shots] = [zeros(), zeros()];
  const hits = Array.from({ length: seats }, zeros);
  const take = (event: HarvestEvent, step: number): void => {
    const { seat } = event;
    if (event.kind === 'zap') add(shots, seat);
    else if (event.kind === 'hit' && event.by !== undefined) add(hits[event.by] as number[], seat);
    else if (event.kind === 'apple-eaten' && event.bush !== undefined) {
      const bush = bushes[event.bush] as (typeof bushes)[number];
      bush.lastAppleAt = step;
      add(bush.taken, seat);
      add(apples, seat);
    } else if (event.kind === 'bush-died') {
      const lastAppleAt = bushes[event.bush]?.lastAppleAt ?? step;
      deaths.set(event.bush, { taker: seat, lastAppleAt, step });
    }
  };
  for (let step = 1; step <= replay.length; step += 1)
    for (const event of replay.frameAt(step).events) take(event as HarvestEvent, step);
  const end = replay.frameAt(replay.length).view('spectator') as HarvestSpectatorView;
  return {
    colours: end.seats.map(({ colour }) => colour),
    apples,
    shots,
    hits,
    bushes: bushes.map(({ x, y, taken }, bush) => ({ x, y, taken, death: deaths.get(bush) ?? null })),
  };
}

function add(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

/** The middle of every bush. */
function placesOf({ bushSize, bushOf, siteCell, cellX, cellY, width, height }: Layout) {
  const sums = Array.from(bushSize, () => ({ x: 0, y: 0 }));
  for (const [site, bush] of bushOf.entries()) {
    const sum = sums[bush] as (typeof sums)[number];
    const cell = siteCell[site] as number;
    // The middle of a cell, not its edge.
    sum.x += ((cellX[cell] as number) + 0.5) / width;
    sum.y += ((cellY[cell] as number) + 0.5) / height;
  }
  return sums.map(({ x, y }, bush) => {
    const size = bushSize[bush] as number;
    return { x: x / size, y: y / size };
  });
}
