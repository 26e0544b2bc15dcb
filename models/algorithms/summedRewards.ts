import { othersAdvantages } from '../returns/othersAdvantages.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** The same rollout in which every seat is paid the sum of what all seats of its game are paid. */
export function withSummedRewards(rollout: Rollout): Rollout {
  const others = othersAdvantages(rollout.rewards, rollout.seats);
  return { ...rollout, rewards: rollout.rewards.map((own, i) => own + (others[i] as number)) };
}
