import type { NegotiationView } from '../../../shared/games/negotiation/game.ts';
import { STRINGS } from '../../strings.ts';
import { defineScene, totalsBySeat } from '../scene.ts';
import { describeNegotiation } from './describeNegotiation.ts';
import { guideNegotiation } from './guideNegotiation.ts';
import { mountNegotiation } from './NegotiationTable.tsx';

export const negotiationScene = defineScene<NegotiationView>({
  // The sliders are real ones, with the keys that every browser gives them.
  controls: [{ id: 'propose', label: STRINGS.games.negotiation.propose, keys: ['Enter'] }],
  mount: mountNegotiation,
  describe: describeNegotiation,
  guide: guideNegotiation,
  totals: ({ side, view }) => totalsBySeat(side, view.total),
  progress: ({ view }) => ({ now: Math.min(view.round + 1, view.rounds), of: view.rounds }),
  payoffDigits: 2,
});
