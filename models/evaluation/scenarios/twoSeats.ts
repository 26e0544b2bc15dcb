import type { ScenarioInput } from './scenario.ts';

interface Opposition {
  readonly name: string;
  readonly summary: string;
  readonly background: readonly string[];
}

const ALONE = { name: 'self-play', summary: 'The policy in both seats.', background: [] };
const DEFECTORS = {
  name: 'defectors',
  summary: 'Against one who always defects: who lets itself be exploited?',
  background: ['scripted:always-defect'],
};
const COOPERATORS = {
  name: 'cooperators',
  summary: 'Against one who always cooperates: who exploits it?',
  background: ['scripted:always-cooperate'],
};

/** @param steps of the game's leagues, if they are not its longest episode */
function scenariosOf(game: string, oppositions: readonly Opposition[], steps?: number): ScenarioInput[] {
  return oppositions.map(({ name, summary, background }) => ({
    id: `${game}/${name}`,
    game,
    summary,
    focal: background.length === 0 ? 'all' : { drawn: 1 },
    background: [...background],
    ...(steps === undefined ? {} : { steps }),
  }));
}

export const TWO_SEAT_SCENARIOS: readonly ScenarioInput[] = [
  ...scenariosOf('ipd', [
    ALONE,
    DEFECTORS,
    COOPERATORS,
    {
      name: 'reciprocators',
      summary: 'Against one who repays: tit-for-tat, or one who never forgives.',
      background: ['scripted:tit-for-tat', 'scripted:grim'],
    },
  ]),
  ...scenariosOf('coin', [ALONE, DEFECTORS, COOPERATORS], 16),
  ...scenariosOf('negotiation', [ALONE, DEFECTORS, COOPERATORS]),
];
