import type { Action } from '../game.ts';
import type { Rng } from '../random.ts';

/** One thing that a player may do, and what it remembers then. */
export interface Branch<Memory> {
  readonly action: Action;
  readonly memory: Memory;
  readonly probability: number;
}

/**
 * Everything that a player may do in a turn, with exact probabilities: its decision is asked for once for every way
 * in which its draws can fall. Works for players that draw by `chance` alone, seldom more than once a turn.
 * @throws RangeError for a player that draws otherwise
 */
export function branchesOf<Memory>(
  decide: (rng: Rng) => { readonly action: Action; readonly memory: Memory },
): readonly Branch<Memory>[] {
  const branches: Branch<Memory>[] = [];
  const waiting: (readonly boolean[])[] = [[]];
  for (let draws = waiting.pop(); draws !== undefined; draws = waiting.pop()) {
    const rng = new ScriptedDraws(draws, (others) => waiting.push(others));
    const { action, memory } = decide(rng);
    branches.push({ action, memory, probability: rng.probability });
  }
  return branches;
}

/** Draws that fall as they are told to, and true beyond; tells of every way that it did not take there. */
class ScriptedDraws implements Rng {
  probability = 1;
  readonly #draws: boolean[];
  readonly #told: number;
  readonly #alternative: (draws: readonly boolean[]) => void;
  #drawn = 0;

  constructor(draws: readonly boolean[], alternative: (draws: readonly boolean[]) => void) {
    this.#draws = [...draws];
    this.#told = draws.length;
    this.#alternative = alternative;
  }

  chance(p: number): boolean {
    if (p <= 0 || p >= 1) return p >= 1;
    const index = this.#drawn;
    this.#drawn += 1;
    if (index >= this.#told) {
      this.#alternative([...this.#draws, false]);
      this.#draws.push(true);
    }
    const falls = this.#draws[index] as boolean;
    this.probability *= falls ? p : 1 - p;
    return falls;
  }

  uint32(): number {
    return refuse('uint32');
  }

  int(): number {
    return refuse('int');
  }

  float(): number {
    return refuse('float');
  }
}

function refuse(method: string): never {
  throw new RangeError(`expected a player that draws by chance() alone, got one that draws by ${method}()`);
}
