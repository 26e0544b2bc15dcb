import type { ScenarioInput } from './scenario.ts';

/** Melting Pot's slots 1-5; 6 and 7 are the background. */
const FOCAL = { seats: [0, 1, 2, 3, 4] };

/**
 * Over-harvesters, chosen with `calibrate` (docs/evaluation.md): beside two of them random focals and racing focals
 * earn what they earn beside the bots of Melting Pot's open_0 and open_1.
 */
const ZAPPERS = ['scripted:over-harvester({"zap":0.5,"search":0.03})'];
const PACIFISTS = ['scripted:over-harvester({"search":0.06})'];

const FIXED: readonly ScenarioInput[] = [
  {
    id: 'harvest/self-play',
    game: 'harvest',
    summary: 'The policy in all seven seats: does it keep the commons alive among its like?',
    focal: 'all',
  },
  {
    id: 'harvest/zappers',
    game: 'harvest',
    summary: 'Beside two over-harvesters that zap (Melting Pot: open_0).',
    focal: FOCAL,
    background: ZAPPERS,
    paper: { low: 1.8136363636363635, high: 11.553762606671839 },
  },
  {
    id: 'harvest/pacifists',
    game: 'harvest',
    summary: 'Beside two over-harvesters that never zap (Melting Pot: open_1).',
    focal: FOCAL,
    background: PACIFISTS,
    paper: { low: 1.8670212765957446, high: 12.904321455648217 },
  },
  {
    id: 'harvest/strangers-greedy',
    game: 'harvest',
    summary: 'Beside two who know the whole map, at full speed, and never zap.',
    focal: FOCAL,
    background: ['scripted:greedy'],
  },
  {
    id: 'harvest/strangers-zapping',
    game: 'harvest',
    summary: 'Beside two who know the whole map, at full speed, and zap whenever they can.',
    focal: FOCAL,
    background: ['scripted:greedy-zapper'],
  },
  {
    id: 'harvest/strangers',
    game: 'harvest',
    summary: 'Beside two whom --background names: trained racers, a best response.',
    focal: FOCAL,
  },
];

/**
 * The same without anything to know the background by but its conduct: seats are drawn for each episode, so focals do
 * not always start beside apples, and so are the colours of all seats.
 */
function shuffled(scenario: ScenarioInput): ScenarioInput {
  const { paper: _, ...rest } = scenario;
  return {
    ...rest,
    id: `${scenario.id}-shuffled`,
    summary: `${scenario.summary} Seats and colours drawn for each episode.`,
    params: { ...scenario.params, colours: 'shuffled' },
    focal: { drawn: FOCAL.seats.length },
  };
}

export const HARVEST_SCENARIOS: readonly ScenarioInput[] = [
  ...FIXED,
  ...FIXED.filter(({ focal }) => focal !== 'all').map(shuffled),
];
