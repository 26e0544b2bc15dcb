/** What counts as 0 and what as 1. */
export interface Anchors {
  readonly low: number;
  readonly high: number;
}

/**
 * (raw - low) / (high - low): Melting Pot's normalisation of a scenario's focal per-capita return.
 * @throws RangeError unless low lies below high
 */
export function normalise(raw: number, { low, high }: Anchors): number {
  if (!(low < high))
    throw new RangeError(`expected the low anchor below the high one, got ${low} and ${high}`);
  return (raw - low) / (high - low);
}
