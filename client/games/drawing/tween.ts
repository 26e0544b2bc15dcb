/** Part of a movement that is over.  @param start, now, duration in milliseconds  @returns in [0, 1] */
export function progress(now: number, start: number, duration: number): number {
  if (duration <= 0) return 1;
  // A frame's time stamp may lie before the event that started the movement.
  return Math.min(1, Math.max(0, (now - start) / duration));
}

export function mix(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

/** Fast first, then slower: for things that arrive.  @param part in [0, 1] */
export function easeOut(part: number): number {
  return 1 - (1 - part) ** 3;
}

/** A little too large before it settles: for things that appear.  @param part in [0, 1]  @returns 0 at 0, 1 at 1 */
export function pop(part: number): number {
  const back = part - 1;
  return 1 + 2.7 * back ** 3 + 1.7 * back ** 2;
}

/** The signed way from one number to another on a ring, the shorter one; half a ring counts as positive.
 *  @returns in (-size / 2, size / 2] */
export function ringDistance(from: number, to: number, size: number): number {
  const ahead = (((to - from) % size) + size) % size;
  return ahead > size / 2 ? ahead - size : ahead;
}
