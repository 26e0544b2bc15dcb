import { LEARN } from './learnStrings.ts';

/** @param probability in [0, 1], or NaN if there is none */
export function percent(probability: number): string {
  return Number.isFinite(probability) ? `${Math.round(probability * 100)} %` : LEARN.notSeen;
}
