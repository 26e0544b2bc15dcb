/** A scenario, and who is to sit in its other seats. */
export interface ScenarioTest {
  readonly name: string;
  readonly scenario: string;
  /** The scenario's own population, racers that are named, or what was trained to exploit this very seed. */
  readonly others: 'own' | 'racers' | 'best responses';
  /** How a table calls it. */
  readonly title: string;
}

const FIXED: readonly ScenarioTest[] = [
  { name: 'zappers', scenario: 'harvest/zappers', others: 'own', title: 'zappers' },
  { name: 'pacifists', scenario: 'harvest/pacifists', others: 'own', title: 'pacifists' },
  { name: 'greedy', scenario: 'harvest/strangers-greedy', others: 'own', title: 'greedy strangers' },
  { name: 'zapping', scenario: 'harvest/strangers-zapping', others: 'own', title: 'zapping strangers' },
  { name: 'racers', scenario: 'harvest/strangers', others: 'racers', title: 'PPO racers' },
  { name: 'response', scenario: 'harvest/strangers', others: 'best responses', title: 'best response' },
];

const SHUFFLED = FIXED.map((test) => ({
  ...test,
  name: `${test.name}-shuffled`,
  scenario: `${test.scenario}-shuffled`,
  title: `${test.title}, shuffled`,
}));

export const SELF_PLAY = 'self-play';

/** All that the agents of the commons are put through, in the order of the tables. */
export const SCENARIO_TESTS: readonly ScenarioTest[] = [
  { name: SELF_PLAY, scenario: 'harvest/self-play', others: 'own', title: 'self-play' },
  ...FIXED,
  ...SHUFFLED,
];
