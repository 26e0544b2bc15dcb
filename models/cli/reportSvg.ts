import type { ExploitationIndex, Figure } from '../../shared/people/exploitationIndex.ts';
import { barChart } from '../plots/barChart.ts';
import { partnerLabel } from './reportText.ts';

/** The three parts of the index as bars for every game and partner, with their intervals. */
export function reportSvg(indices: readonly ExploitationIndex[]): string {
  const games = new Set(indices.map(({ game }) => game));
  const bars = (name: string, figureOf: (index: ExploitationIndex) => Figure | null) => ({
    name,
    values: indices.map((index) => figureOf(index)?.value ?? null),
    intervals: indices.map((index) => figureOf(index)?.interval ?? null),
  });
  return barChart({
    title: 'How people treat their partners',
    categories: indices.map(({ game, partner }) =>
      games.size > 1 ? `${game}: ${shortLabel(partnerLabel(partner))}` : shortLabel(partnerLabel(partner)),
    ),
    y: { title: 'gain: reward per step; the others: share of moves' },
    bars: [
      bars('gain over the fair split', ({ gain }) => gain),
      bars('defection after cooperation', ({ defectionAfterCooperation }) => defectionAfterCooperation),
      bars('betrayal near the end', ({ betrayalNearEnd }) => betrayalNearEnd),
    ],
    size: { width: Math.max(760, 250 * indices.length), height: 420 },
  });
}

/** Nothing before the name, and no more digits than tell versions apart. */
function shortLabel(label: string): string {
  return label
    .replace(/^(agent|scripted|module):(released\/[^/]+\/)?/, '')
    .replace(/ ([0-9a-f]{6})[0-9a-f]*$/, ' $1');
}
