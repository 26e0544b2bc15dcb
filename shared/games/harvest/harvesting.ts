import type { HarvestEvent } from './events.ts';
import { rememberApple } from './history.ts';
import type { Layout } from './layout.ts';
import { DEAD_BUSH, dropLabel, removeApple, type HarvestState } from './state.ts';

/** What a step tells beside the new state. */
export interface StepReport {
  readonly events: HarvestEvent[];
}

/** A player takes a live apple: +1 at once. */
export function eatApple(
  layout: Layout,
  state: HarvestState,
  seat: number,
  site: number,
  report: StepReport,
): void {
  removeApple(layout, state, site);
  pay(layout, state, seat, site, report);
}

/** An apple regrows under a player and is eaten in the same moment: it never counts as live. */
export function eatRegrownApple(
  layout: Layout,
  state: HarvestState,
  seat: number,
  site: number,
  report: StepReport,
): void {
  dropLabel(state, site);
  pay(layout, state, seat, site, report);
}

function pay(layout: Layout, state: HarvestState, seat: number, site: number, { events }: StepReport): void {
  const bush = layout.bushOf[site] as number;
  const cell = layout.siteCell[site] as number;
  state.reward[seat] = (state.reward[seat] as number) + 1;
  state.total[seat] = (state.total[seat] as number) + 1;
  state.bushTaker[bush] = seat;
  rememberApple(state, seat);
  events.push({
    kind: 'apple-eaten',
    seat,
    x: layout.cellX[cell] as number,
    y: layout.cellY[cell] as number,
    bush,
  });
}

/** To be called when a step is over: counts how long a bush has been without an apple. */
export function watchBushes(
  { numBushes }: Layout,
  state: HarvestState,
  regrowsFromNothing: boolean,
  { events }: StepReport,
): void {
  const { bushLive, bushEmpty, bushTaker } = state;
  for (let bush = 0; bush < numBushes; bush += 1) {
    const empty = bushEmpty[bush] as number;
    if (bushLive[bush] !== 0) {
      if (empty !== 0) bushEmpty[bush] = 0;
    } else if (empty < DEAD_BUSH && !regrowsFromNothing) {
      bushEmpty[bush] = empty + 1;
      if (empty + 1 === DEAD_BUSH) events.push({ kind: 'bush-died', seat: bushTaker[bush] as number, bush });
    }
  }
}
