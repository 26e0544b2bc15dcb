import { IPD_SITUATIONS } from '../evaluation/ipdProbe.ts';
import { cooperationAfter } from './cooperationFigure.ts';
import { harvestSection } from './harvest/harvestSection.ts';
import type { RenderSection } from './section.ts';
import type { MeasureColumn } from './seedTables.ts';
import { twoPlayerSection } from './twoPlayerSection.ts';

const ipd: readonly MeasureColumn[] = [
  ...IPD_SITUATIONS.map((situation) => ({
    measure: cooperationAfter(situation),
    title: situation,
    digits: 2,
  })),
  rewards('self-play', 'self-play'),
  rewards('against always-defect', 'against AD'),
  rewards('against always-cooperate', 'against AC'),
  rewards('against random', 'against random'),
];

/** What `measures` of algorithms in the prisoner's dilemma measure. */
const shaping: readonly MeasureColumn[] = [
  rewards('against naive learners', 'it gets'),
  rewards('naive learners against it', 'they get'),
  rewards('in the end against naive learners', 'it gets in the end'),
  rewards('naive learners against it in the end', 'they get in the end'),
  rewards('against itself in the game of learning', 'against itself'),
];

/** The same for both others: what it gets, and what the other gets. */
const bothSides: readonly MeasureColumn[] = [
  rewards('self-play', 'self-play'),
  rewards('against always-defect', 'against AD'),
  rewards('always-defect against it', 'AD against it'),
  rewards('against always-cooperate', 'against AC'),
  rewards('always-cooperate against it', 'AC against it'),
  rewards('against random', 'against random'),
  rewards('random against it', 'random against it'),
];

/** A game a line; each reads its own files in `docs/results/GAME`. */
export const SECTIONS: Readonly<Record<string, RenderSection>> = {
  ipd: twoPlayerSection({
    game: 'ipd',
    title: "Iterated prisoner's dilemma",
    measures: ipd,
    own: shaping,
    extra: 'cooperation',
  }),
  coin: twoPlayerSection({ game: 'coin', title: 'Coin Game', measures: bothSides }),
  negotiation: twoPlayerSection({ game: 'negotiation', title: 'Negotiation', measures: bothSides }),
  harvest: harvestSection,
};

function rewards(measure: string, title: string): MeasureColumn {
  return { measure, title, digits: 3 };
}
