import { rowsOf, type Floats } from './columns.ts';

/**
 * The four parts of the alignment term by the signs of (own past advantage, others' advantage), Duque et al.
 * 2024, caption of Figure 7: C cooperative ++, E empathetic +-, V vengeful -+, S spiteful --.
 */
export type AlignmentPart = 'C' | 'E' | 'V' | 'S';

/**
 * Removes parts of the alignment term: `['C', 'E']` is the ablation "AdAlign-CE".
 * @param own, others [T, N], the two factors   @returns [T, N], own with 0 where the pair is masked
 */
export function maskParts(own: Floats, others: Floats, masked: readonly AlignmentPart[]): Float32Array {
  rowsOf(1, { own, others });
  return Float32Array.from(own, (past, i) => (masked.includes(partOf(past, others[i] as number)) ? 0 : past));
}

/** A factor of exactly 0 counts as negative; the product is 0 either way. */
function partOf(own: number, others: number): AlignmentPart {
  if (own > 0) return others > 0 ? 'C' : 'E';
  return others > 0 ? 'V' : 'S';
}
