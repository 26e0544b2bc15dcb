import type { StepResult } from '../../../shared/episode.ts';
import type { SeatIndex } from '../../../shared/game.ts';
import { mean } from '../statistics.ts';
import type { Witness } from '../playTables.ts';

/**
 * How late rewards come: the mean over players of t_i, the mean step, from 0, at which player i got a positive
 * reward; Perolat et al. 2017, section 2.3. Players who never got one have no t_i and are left out.
 */
export class SustainabilityWitness implements Witness {
  /** Of the seats that were paid. */
  readonly #paid = new Map<SeatIndex, { steps: number; times: number }>();

  stepped({ step, rewards }: StepResult): void {
    for (let seat = 0; seat < rewards.length; seat += 1) {
      if ((rewards[seat] as number) <= 0) continue;
      const { steps, times } = this.#paid.get(seat) ?? { steps: 0, times: 0 };
      this.#paid.set(seat, { steps: steps + step, times: times + 1 });
    }
  }

  /** In steps; null if nobody got anything. */
  get sustainability(): number | null {
    if (this.#paid.size === 0) return null;
    return mean([...this.#paid.values()].map(({ steps, times }) => steps / times));
  }
}
