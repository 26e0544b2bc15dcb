import type { CheckpointMeta } from '../../models/checkpoints/checkpoint.ts';

/**
 * What each algorithm makes an agent want, for people who never heard its name. A contract test compares the keys
 * with the registry of algorithms, which is not for servers to import.
 */
export const AIMS: Readonly<Record<string, string>> = {
  'advantage-alignment':
    'to do well by making it worth while for its partner to cooperate (Advantage Alignment)',
  'advantage-alignment-ce':
    'to do well, and to make those pay who did it harm (Advantage Alignment without its cooperative and empathetic parts)',
  'advantage-alignment-e':
    'to do well by making it worth while for its partner to cooperate (Advantage Alignment without its empathetic part)',
  'advantage-alignment-s':
    'to do well by making it worth while for its partner to cooperate (Advantage Alignment without its spiteful part)',
  'advantage-alignment-v':
    'to do well by making it worth while for its partner to cooperate (Advantage Alignment without its vengeful part)',
  'advantage-alignment-vs':
    'to do well, and good to those who did it good (Advantage Alignment without its vengeful and spiteful parts)',
  'proximal-advantage-alignment':
    'to do well by making it worth while for its partner to cooperate (Proximal Advantage Alignment)',
  'benevolent-advantage-alignment':
    'to do well, and to see others do well, the more so the better it fares (benevolent Advantage Alignment)',
  loqa: 'to do well by making cooperation worth more to its partner than defection (LOQA)',
  lola: 'to do well by steering what its partner learns next (LOLA, exact gradients)',
  pola: 'to do well by steering what its partner learns next (POLA, exact gradients)',
  'exact-gradient': 'to get the most for itself (exact gradients)',
  mfos: 'to get the most out of partners who learn from it (M-FOS)',
  'mfos-self': 'to do well with a partner who steers what it learns, as it does itself (M-FOS)',
  'actor-critic': 'to get the most for itself (actor-critic)',
  'actor-critic-summed': 'to get the most for everybody together (actor-critic, summed rewards)',
  ppo: 'to get the most for itself (PPO)',
  'ppo-summed': 'to get the most for everybody together (PPO, summed rewards)',
};

/** One plain sentence for the lobby. */
export function describeAgent({ algorithm, training, exploits }: CheckpointMeta): string {
  const steps = Math.max(1, training.environmentSteps).toLocaleString('en-GB');
  if (exploits !== undefined)
    return `Exploiter: learned in ${steps} steps of play to get the most out of ${exploits.ref} (${algorithm}).`;
  // A checkpoint may come from a version that knows more algorithms.
  return `Learned in ${steps} steps of play ${AIMS[algorithm] ?? `with ${algorithm}`}.`;
}
