import type { Rng } from '../../random.ts';
import { eatRegrownApple, type StepReport } from './harvesting.ts';
import type { Layout } from './layout.ts';
import { NO_LABEL, growApple, setLabel, type HarvestState } from './state.ts';

/** Waiting sites of each regrowth class, class c from index c * sites; scratch of one call. */
let waiting = new Uint16Array(0);
let numWaiting = new Uint16Array(0);

/**
 * Draws which waiting apples regrow in this step, by the labels they had when it began, and then gives every
 * waiting apple its next label. To be called before anybody moves.
 * @param grown receives the sites   @returns how many there are
 */
export function drawRegrowth(layout: Layout, state: HarvestState, rng: Rng, grown: Uint16Array): number {
  sortByClass(layout, state);
  const sites = layout.siteCell.length;
  let numGrown = 0;
  for (let c = 0; c < layout.noRegrowth.length; c += 1) {
    let left = numWaiting[c] as number;
    const none = layout.noRegrowth[c] as Float64Array;
    if (left === 0 || (none[1] as number) === none[0]) continue;
    let next = c * sites;
    // Independent draws, told in one number: how many sites up to and with the first that regrows.
    while (left > 0) {
      const u = rng.uint32();
      if (u < (none[left] as number)) break;
      let tries = 1;
      while (u < (none[tries] as number)) tries += 1;
      next += tries;
      left -= tries;
      grown[numGrown] = waiting[next - 1] as number;
      numGrown += 1;
    }
  }
  return numGrown;
}

function sortByClass(layout: Layout, state: HarvestState): void {
  const { label, live, count } = state;
  const sites = layout.siteCell.length;
  const last = layout.noRegrowth.length - 1;
  if (waiting.length < (last + 1) * sites) waiting = new Uint16Array((last + 1) * sites);
  if (numWaiting.length <= last) numWaiting = new Uint16Array(last + 1);
  numWaiting.fill(0);
  for (let site = 0; site < sites; site += 1) {
    const old = label[site] as number;
    const fresh = count[site] as number;
    if (old === NO_LABEL) {
      if (live[site] === 0) setLabel(layout, state, site, fresh);
      continue;
    }
    const c = old < last ? old : last;
    const n = numWaiting[c] as number;
    waiting[c * sites + n] = site;
    numWaiting[c] = n + 1;
    if (fresh !== old) setLabel(layout, state, site, fresh);
  }
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
