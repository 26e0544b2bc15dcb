import type { IpdParams } from '../../games/ipd/game.ts';
import type { MemoryOne } from './memoryOne.ts';

type Payoffs = IpdParams['payoffs'];

export interface ZeroDeterminantOptions {
  /** How many times further than the other's its own mean reward lies from the baseline; above 1. */
  readonly chi: number;
  /** 'punishment': the payoff of mutual defection (extortion). 'reward': that of mutual cooperation (generosity). */
  readonly baseline: 'punishment' | 'reward';
  /** Part of the largest feasible phi, in (0, 1]. */
  readonly share: number;
}

/**
 * The memory-one strategy that forces (own mean - B) = chi * (other's mean - B) on whoever plays against it,
 * where B is the baseline payoff: Press & Dyson 2012, eq. 7 and 8, with p~ = phi * [(S_own - B) - chi * (S_other - B)]:
 *   cc = 1 + phi * (1 - chi) * (R - B)              cd = 1 + phi * [(S - B) - chi * (T - B)]
 *   dc =     phi * [(T - B) - chi * (S - B)]        dd =     phi * (1 - chi) * (P - B)
 * phi is `share` of the largest value that keeps all four in [0, 1]. With the game's defaults (T, R, P, S) =
 * (0, -1, -2, -3) and chi = 2: extortion at half of 1/5 gives (0.9, 0.5, 0.4, 0), generosity at 1/5 gives
 * (1, 0.2, 1, 0.2). With Axelrod's (5, 3, 1, 0) the same shares give Stewart & Plotkin's (2012) Extort-2
 * (8/9, 1/2, 1/3, 0) and ZDGTFT-2 (1, 1/8, 1, 1/4). The first move cooperates.
 * @throws RangeError unless T > R > P > S
 */
export function zeroDeterminant(
  payoffs: Payoffs,
  { chi, baseline, share }: ZeroDeterminantOptions,
): MemoryOne {
  const { dc: t, cc: r, dd: p, cd: s } = payoffs;
  if (!(t > r && r > p && p > s)) {
    throw new RangeError(`expected payoffs with dc > cc > dd > cd, got ${JSON.stringify(payoffs)}`);
  }
  const base = baseline === 'punishment' ? p : r;
  const slope = {
    cc: (1 - chi) * (r - base),
    cd: s - base - chi * (t - base),
    dc: t - base - chi * (s - base),
    dd: (1 - chi) * (p - base),
  };
  const phi = share / Math.max(-slope.cc, -slope.cd, slope.dc, slope.dd);
  return {
    first: 1,
    cc: 1 + phi * slope.cc,
    cd: 1 + phi * slope.cd,
    dc: phi * slope.dc,
    dd: phi * slope.dd,
  };
}
