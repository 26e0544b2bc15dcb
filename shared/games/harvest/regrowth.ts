import type { Rng } from '../../random.ts';
import { eatRegrownApple, type StepReport } from './harvesting.ts';
import type { Layout } from './layout.ts';
import { NO_LABEL, growApple, setLabel, type HarvestState } from './state.ts';

/**
 * Draws which waiting apples regrow in this step, by the labels they had when it began. To be called before anybody
 * moves and before labels are renewed.
 * @param grown receives the sites   @returns how many there are
 */
export function drawRegrowth(layout: Layout, state: HarvestState, rng: Rng, grown: Uint16Array): number {
  const { classSize } = state;
  let numGrown = 0;
  const numClasses = layout.noRegrowth.length;
  for (let c = 0; c < numClasses; c += 1) {
    let left = classSize[c] as number;
    const none = layout.noRegrowth[c] as Float64Array;
    if (left === 0 || (none[1] as number) === none[0]) continue;
    let site = -1;
    // Independent draws, told in one number: how many waiting sites up to and with the first that regrows.
    while (left > 0) {
      const u = rng.uint32();
      if (u < (none[left] as number)) break;
      let tries = 1;
      while (u < (none[tries] as number)) tries += 1;
      site = siteOfClass(state, c, site, tries);
      left -= tries;
      grown[numGrown] = site;
      numGrown += 1;
    }
  }
  return numGrown;
}

/** The n-th waiting site of a regrowth class behind `site`. */
function siteOfClass({ label, classSize }: HarvestState, c: number, site: number, n: number): number {
  const last = classSize.length - 1;
  for (let left = n; left > 0;) {
    site += 1;
    const own = label[site] as number;
    if (own !== NO_LABEL && (own < last ? own : last) === c) left -= 1;
  }
  return site;
}

/** Labels become the numbers of live neighbours of one step ago, which have changed around few sites. */
export function renewLabels(layout: Layout, state: HarvestState): void {
  const { neighbourStart, neighbours } = layout;
  for (let i = 0; i < state.numChanged; i += 1) {
    const site = state.changed[i] as number;
    renewLabel(layout, state, site);
    const end = neighbourStart[site + 1] as number;
    for (let n = neighbourStart[site] as number; n < end; n += 1) {
      renewLabel(layout, state, neighbours[n] as number);
    }
  }
  state.numChanged = 0;
}

function renewLabel(layout: Layout, state: HarvestState, site: number): void {
  const label = state.count[site] as number;
  if (state.live[site] === 0 && state.label[site] !== label) setLabel(state, site, label);
}

/** An apple that regrows under a player is eaten by it at once. */
export function regrow(
  layout: Layout,
  state: HarvestState,
  grown: Uint16Array,
  numGrown: number,
  report: StepReport,
): void {
  for (let i = 0; i < numGrown; i += 1) {
    const site = grown[i] as number;
    const occupant = state.occupants[layout.siteCell[site] as number] as number;
    if (occupant === 0) growApple(layout, state, site);
    else eatRegrownApple(layout, state, occupant - 1, site, report);
  }
}
