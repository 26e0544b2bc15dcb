/** All that are trained for every two-player game, the paper's first and the plainest control next. */
const ALGORITHMS = [
  'advantage-alignment',
  'actor-critic',
  'actor-critic-summed',
  'proximal-advantage-alignment',
  'ppo',
  'ppo-summed',
] as const;

/** Besides those of every game, in the order of the paper's league. */
const BY_GAME: Readonly<Record<string, readonly string[]>> = {
  ipd: ['loqa', 'pola', 'mfos', 'mfos-self', 'lola', 'exact-gradient'],
  coin: [
    'loqa',
    'advantage-alignment-ce',
    'advantage-alignment-e',
    'advantage-alignment-s',
    'advantage-alignment-v',
    'advantage-alignment-vs',
  ],
};

/** All that have a row of their own, trained or not. */
export function algorithmsOfGame(game: string): readonly string[] {
  return [...ALGORITHMS, ...(BY_GAME[game] ?? [])];
}

/** As the paper calls them; note that its AC is not an actor-critic. */
const LABELS: Readonly<Record<string, string>> = {
  'advantage-alignment': 'AdAlign',
  loqa: 'LOQA',
  lola: 'LOLA',
  pola: 'POLA',
  mfos: 'MFOS',
  'mfos-self': 'MFOS-self',
  'exact-gradient': 'Naive',
  'advantage-alignment-ce': 'AdAlign-CE',
  'advantage-alignment-e': 'AdAlign-E',
  'advantage-alignment-s': 'AdAlign-S',
  'advantage-alignment-v': 'AdAlign-V',
  'advantage-alignment-vs': 'AdAlign-VS',
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
  const known = [...ALGORITHMS, ...Object.values(BY_GAME).flat()].filter((name) => given.has(name));
  return [...new Set<string>([...known, ...[...given].sort()])];
}
