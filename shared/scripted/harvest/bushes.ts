import { APPLE, GRASS } from '../../games/harvest/geometry.ts';
import type { Surroundings } from './surroundings.ts';

/** The bushes that a player makes out: apples and grass that lie within regrowth range of each other. */
export interface SeenBushes {
  /** Bush of a cell, -1 where none is. */
  readonly bushAt: Int32Array;
  /** Live apples of each bush, as far as they are in sight. */
  readonly live: readonly number[];
}

export function seenBushes({ ground, width }: Surroundings, radius: number): SeenBushes {
  const bushAt = new Int32Array(ground.length).fill(-1);
  const live: number[] = [];
  const parts = [...ground.keys()].filter((cell) => ground[cell] === APPLE || ground[cell] === GRASS);
  for (const start of parts) {
    if (bushAt[start] !== -1) continue;
    const bush = live.push(0) - 1;
    bushAt[start] = bush;
    const open = [start];
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      if (ground[cell] === APPLE) live[bush] = (live[bush] as number) + 1;
      for (const other of parts) {
        if (bushAt[other] !== -1 || !isNear(cell, other, width, radius)) continue;
        bushAt[other] = bush;
        open.push(other);
      }
    }
  }
  return { bushAt, live };
}

function isNear(a: number, b: number, width: number, radius: number): boolean {
  const dx = (a % width) - (b % width);
  const dy = Math.floor(a / width) - Math.floor(b / width);
  return dx * dx + dy * dy <= radius * radius;
}
