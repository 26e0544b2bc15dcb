import { ALGORITHM_IDS, type Choice } from './protocol.ts';

/** What the form holds: text as typed. */
export interface Setup {
  readonly algorithm: Choice['algorithm'];
  readonly engine: Choice['engine'];
  readonly seed: string;
  readonly iterations: string;
}

/** More is nobody's wish: the committed configs take some hundred. */
const MOST_ITERATIONS = 10_000;

/** What stands in the form at first.  @param iterations as many as the config of the first algorithm says */
export function usualSetup(iterations: number): Setup {
  return { algorithm: ALGORITHM_IDS[0], engine: 'kernels', seed: '1', iterations: String(iterations) };
}

/** @returns null where a field does not hold a number that it may hold */
export function choiceOf({ algorithm, engine, seed, iterations }: Setup): Choice | null {
  const numbers = { seed: wholeNumber(seed), iterations: wholeNumber(iterations) };
  if (numbers.seed === null || numbers.iterations === null) return null;
  if (numbers.iterations < 1 || numbers.iterations > MOST_ITERATIONS) return null;
  return { algorithm, engine, seed: numbers.seed, iterations: numbers.iterations };
}

export function isSameChoice(a: Choice, b: Choice): boolean {
  return (
    a.algorithm === b.algorithm && a.engine === b.engine && a.seed === b.seed && a.iterations === b.iterations
  );
}

function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text) : null;
}
