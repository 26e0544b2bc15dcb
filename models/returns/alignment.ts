import { rowsOf, type Floats } from './columns.ts';
import { othersAdvantages } from './othersAdvantages.ts';
import { pastAdvantages, type PastAdvantagesInput } from './pastAdvantages.ts';
import { maskParts, type AlignmentPart } from './signMask.ts';

export interface AlignmentInput extends PastAdvantagesInput {
  /** [T, B * S], seats of a game side by side; the same array as `advantages` unless others are valued differently. */
  readonly othersFrom?: Floats;
  readonly seats: number;
  readonly masked?: readonly AlignmentPart[];
  /** The least that an own past counts; left out: whatever it is. */
  readonly least?: number;
  /** Added to every own past, so that it weighs others' good even where nothing has happened yet; 0 if left out. */
  readonly added?: number;
}

/**
 * The alignment term of every seat: (own past advantages, weighed by the kernel) times (sum of the others'
 * advantages now); Duque et al. 2024, eq. 8, 10, 59 for two players, eq. 66 for n. Not yet multiplied by beta.
 * As a weight on grad log pi it makes actions likelier that are good for others who were followed by good
 * for oneself; 0 at the first step of an episode.
 * @returns [T, B * S]   @throws RangeError if the arrays differ in length
 */
export function alignmentTerm(input: AlignmentInput): Float32Array {
  const { advantages, othersFrom = advantages, seats, masked = [], least = -Infinity, added = 0 } = input;
  rowsOf(input.steps, { advantages, othersFrom });
  const others = othersAdvantages(othersFrom, seats);
  const past = pastAdvantages(input).map((factor) => Math.max(least, factor) + added);
  const own = masked.length > 0 ? maskParts(past, others, masked) : past;
  return own.map((factor, i) => factor * (others[i] as number));
}
