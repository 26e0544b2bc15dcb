import type { SeatIndex } from '../../game.ts';
import type { HarvestState } from './state.ts';

/** A hit so many steps ago is as good as none. */
export const LONG_AGO = 255;

/** What is left of an apple after so many steps; after the last of them nothing that anybody is told. */
const SHORT_FADING = fading(0.9, 64);
const LONG_FADING = fading(0.99, 1024);

/** Repeated products, not Math.pow, whose last bit differs between browsers. */
function fading(factor: number, steps: number): Float64Array {
  let left = 1 / factor;
  return Float64Array.from({ length: steps }, () => (left *= factor));
}

/** Own rewards that fade by a tenth a step, in quarters of an apple, rounded down: at most 40. */
export function shortQuarters(state: HarvestState, seat: SeatIndex): number {
  return (4 * faded(state.shortTrace, SHORT_FADING, state, seat)) | 0;
}

/** Own rewards that fade by a hundredth a step, likewise: at most 400. */
export function longQuarters(state: HarvestState, seat: SeatIndex): number {
  return (4 * faded(state.longTrace, LONG_FADING, state, seat)) | 0;
}

/** Traces are brought up to date when an apple comes in, since most steps bring none. */
export function rememberApple(state: HarvestState, seat: SeatIndex): void {
  const { shortTrace, longTrace, paidAt, step } = state;
  shortTrace[seat] = faded(shortTrace, SHORT_FADING, state, seat) + 1;
  longTrace[seat] = faded(longTrace, LONG_FADING, state, seat) + 1;
  paidAt[seat] = step;
}

function faded(
  trace: Float64Array,
  factors: Float64Array,
  { paidAt, step }: HarvestState,
  seat: SeatIndex,
): number {
  const steps = step - (paidAt[seat] as number);
  return steps < factors.length ? (trace[seat] as number) * (factors[steps] as number) : 0;
}

/** Steps since a seat was hit, 0 if it was longer ago than anybody remembers, or never. */
export function sinceHit({ hitAt, step }: HarvestState, seat: SeatIndex): number {
  const at = hitAt[seat] as number;
  return at === 0 || step - at >= LONG_AGO ? 0 : step - at;
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
