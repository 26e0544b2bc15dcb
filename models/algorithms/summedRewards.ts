import type { Learner } from '../learner.ts';
import { othersAdvantages } from '../returns/othersAdvantages.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** The same rollout in which every seat is paid the sum of what the seats of its game are paid that are of its group. */
export function withSummedRewards({ config }: Learner, rollout: Rollout): Rollout {
  const { rewards, learnable } = rollout;
  const counted = config.group === 'all' ? rewards : rewards.map((r, i) => r * (learnable[i] as number));
  const others = othersAdvantages(counted, rollout.seats);
  return { ...rollout, rewards: counted.map((own, i) => own + (others[i] as number)) };
}
