import type { SeatIndex } from '../../game.ts';
import { LONG_AGO, TRACE_UNIT, type HarvestState } from './state.ts';

/** What a seat remembers of its own past. To be called when the rewards and hits of a step are known. */
export function remember(state: HarvestState, seat: SeatIndex, action: number, isHit: boolean): void {
  const { shortTrace, longTrace, sinceHit } = state;
  const gain = TRACE_UNIT * (state.reward[seat] as number);
  const short = shortTrace[seat] as number;
  const long = longTrace[seat] as number;
  // Rounded parts of 65536: divisions would cost more than the rest of the step.
  shortTrace[seat] = short - ((Math.imul(short, 6554) + 32768) >> 16) + gain;
  longTrace[seat] = long - ((Math.imul(long, 655) + 32768) >> 16) + gain;
  state.lastAction[seat] = action;
  const since = sinceHit[seat] as number;
  sinceHit[seat] = isHit ? 0 : since + (since < LONG_AGO ? 1 : 0);
}

/** Quarters of an apple in a trace, rounded down: at most 40 in a short one, 400 in a long one. */
export function quarters(trace: number): number {
  return trace >> 12;
}

/**
 * Number of a class that is half an octave wide: 0, 1, 2, 3, 4-5, 6-7, 8-11, 12-15, 16-23 ...
 * @param value whole number in [0, 2^31)
 */
export function halfOctave(value: number): number {
  if (value < 2) return value;
  const octave = 31 - Math.clz32(value);
  return 2 * octave + ((value >> (octave - 1)) & 1);
}
