/** All that are trained for every two-player game, the paper's first and the plainest control next. */
export const ALGORITHMS = [
  'advantage-alignment',
  'actor-critic',
  'actor-critic-summed',
  'proximal-advantage-alignment',
  'ppo',
  'ppo-summed',
] as const;

/** As the paper calls them; note that its AC is not an actor-critic. */
const LABELS: Readonly<Record<string, string>> = {
  'advantage-alignment': 'AdAlign',
  'proximal-advantage-alignment': 'AdAlign-P',
  'benevolent-advantage-alignment': 'AdAlign-B',
  'actor-critic': 'A2C',
  'actor-critic-summed': 'A2C-SR',
  ppo: 'PPO',
  'ppo-summed': 'PPO-SR',
  'always-cooperate': 'AC',
  'always-defect': 'AD',
  random: 'Random',
  'tit-for-tat': 'TFT',
  'proportional-tit-for-tat': 'P-TFT',
  reciprocator: 'Reciprocator',
};

/** Of an algorithm or a scripted player: short enough for a matrix. */
export function labelOf(name: string): string {
  return LABELS[name] ?? name;
}

/** Of these, those of the project first, then whatever else there is. */
export function inOrder(algorithms: Iterable<string>): readonly string[] {
  const given = new Set(algorithms);
  const known = ALGORITHMS.filter((name) => given.has(name));
  return [...new Set<string>([...known, ...[...given].sort()])];
}
