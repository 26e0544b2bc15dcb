import { ALGORITHM_IDS, type Choice } from './protocol.ts';

/** What the form holds: text as typed. */
export interface Setup {
  readonly algorithm: Choice['algorithm'];
  readonly engine: Choice['engine'];
  readonly seed: string;
  readonly iterations: string;
}

/** As long as the committed configs train; more than ten times as long is nobody's wish. */
export const USUAL_ITERATIONS = 600;
const MOST_ITERATIONS = 10_000;

export const USUAL_SETUP: Setup = {
  algorithm: ALGORITHM_IDS[0],
  engine: 'kernels',
  seed: '1',
  iterations: String(USUAL_ITERATIONS),
};

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
