/**
 * Falls in a straight line from 1 at the start of a run to `end` at its end. A run that is given more time than
 * its config foresees goes on at the end's value.
 * @param part of the run that is over, 0 or more
 */
export function annealed(end: number, part: number): number {
  return 1 + (end - 1) * Math.min(1, part);
}
