import { COOPERATE, DEFECT, type IpdView } from '../../../shared/games/ipd/game.ts';
import { STRINGS } from '../../strings.ts';
import { defineScene, totalsBySeat } from '../scene.ts';
import { describeIpd } from './describeIpd.ts';
import { guideIpd } from './guideIpd.ts';
import { mountIpd } from './IpdTable.tsx';

const text = STRINGS.games.ipd;

export const ipdScene = defineScene<IpdView>({
  controls: [
    { id: 'cooperate', label: text.cooperate, keys: ['Digit1', 'KeyF'], action: COOPERATE },
    { id: 'defect', label: text.defect, keys: ['Digit2', 'KeyJ'], action: DEFECT },
  ],
  mount: mountIpd,
  describe: describeIpd,
  guide: guideIpd,
  totals: ({ side, view }) => totalsBySeat(side, view.total),
  // With a continuation probability `rounds` is only the cut that hardly any game reaches.
  progress: ({ view }) => ({
    now: Math.min(view.round + 1, view.rounds),
    of: view.continuation < 1 ? null : view.rounds,
  }),
  payoffDigits: 0,
  afterwards: async () => (await import('./IpdReadOut.tsx')).IpdReadOut,
});
