import { barChart } from '../plots/barChart.ts';
import { PLOT_SIZE } from '../plots/renderSvg.ts';
import { halfWidth } from '../evaluation/bootstrap.ts';
import { byGain, type LadderResult } from './ladderReport.ts';

/** Characters in a line below a bar. */
const LABEL_WIDTH = 14;

/** What every exploiter and the target get, those that gain most first, the fair split as a mark beside each. */
export function ladderSvg({ target, ladder, game }: LadderResult): string {
  const rungs = byGain(ladder);
  const bars = (name: 'exploiter' | 'target') => ({
    name,
    values: rungs.map((rung) => rung[name].mean),
    whiskers: rungs.map((rung) => halfWidth(rung[name])),
  });
  return barChart({
    title: `${game.title}: everybody against ${target.ref}`,
    categories: rungs.map(({ ref }) => wrapped(ref.replace(/^scripted:/, ''))),
    y: { title: `${ladder.unit}, 95 % interval` },
    bars: [bars('exploiter'), bars('target')],
    marks: { name: 'fair split', values: rungs.map(() => ladder.fair.mean) },
    size: { ...PLOT_SIZE, width: Math.max(PLOT_SIZE.width, 110 * rungs.length) },
  });
}

/** Broken behind dashes, colons and brackets. */
function wrapped(text: string): string {
  const parts = text.match(/[^-:({]*(?:[-:]|[({]+|$)/g) ?? [text];
  const lines: string[] = [''];
  for (const part of parts) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + part.length > LABEL_WIDTH) lines.push(part);
    else lines[lines.length - 1] = line + part;
  }
  return lines.join('\n');
}
