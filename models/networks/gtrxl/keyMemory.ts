import type { GtrxlSpec } from './gtrxlLayout.ts';

/**
 * What a row remembers where parameters no longer change: keys and values of its last steps instead of what they
 * are computed from. Per layer keys, then values, [context, width] each; step n stands in slot n modulo context.
 * Last comes the number of steps, from which whole rounds of the slots are dropped once all are full.
 * All zeros is the memory of a new episode.
 */
export function keyMemoryLength({ layers, context, width }: GtrxlSpec): number {
  return 2 * layers * context * width + 1;
}

/** Steps after one more, kept below twice the context, so that a float counts them for ever. */
export function oneMore(steps: number, context: number): number {
  return steps + 1 < 2 * context ? steps + 1 : steps + 1 - context;
}
