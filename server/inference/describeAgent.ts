import type { CheckpointMeta } from '../../models/checkpoints/checkpoint.ts';

/** What each algorithm makes an agent want, for people who never heard its name. */
const AIMS: Readonly<Record<string, string>> = {
  'advantage-alignment':
    'to do well by making it worth while for its partner to cooperate (Advantage Alignment)',
  'proximal-advantage-alignment':
    'to do well by making it worth while for its partner to cooperate (Proximal Advantage Alignment)',
  'actor-critic': 'to get the most for itself (actor-critic)',
  'policy-gradient': 'to get the most for itself (policy gradient)',
  ppo: 'to get the most for itself (PPO)',
};

/** One plain sentence for the lobby. */
export function describeAgent({ algorithm, training }: CheckpointMeta): string {
  const steps = Math.max(1, training.environmentSteps).toLocaleString('en-GB');
  return `Learned in ${steps} steps of play ${aimOf(algorithm)}.`;
}

function aimOf(algorithm: string): string {
  const aim = AIMS[algorithm];
  if (aim !== undefined) return aim;
  return algorithm.includes('summed')
    ? `to get the most for everybody together (${algorithm})`
    : `with ${algorithm}`;
}
