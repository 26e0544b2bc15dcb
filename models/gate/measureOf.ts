import type { Measure } from '../../shared/lifecycle/verdict.ts';
import { mean, standardError } from '../evaluation/statistics.ts';

/** Of independent values.  @throws RangeError if there is none */
export function measureOf(values: readonly number[]): Measure {
  return { mean: mean(values), standardError: standardError(values), n: values.length };
}
