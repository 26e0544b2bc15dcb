import { FAINT_INK, GRID_LINE, INK } from './palette.ts';

export interface AxisLabel {
  readonly title: string;
  /** Ends of the axis; left out: chosen from what is drawn. */
  readonly low?: number;
  readonly high?: number;
}

export const HEADING = { left: 'center', top: 8, textStyle: { fontSize: 15, color: INK } } as const;

export function heading(title: string) {
  return { ...HEADING, text: title };
}

export function valueAxis({ title, low, high }: AxisLabel, side: 'x' | 'y') {
  return {
    type: 'value',
    name: title,
    nameLocation: 'middle',
    nameGap: side === 'x' ? 28 : 44,
    nameTextStyle: { color: INK, fontSize: 12 },
    axisLabel: { color: FAINT_INK },
    splitLine: { lineStyle: { color: GRID_LINE } },
    // Rewards are often far from 0; an axis forced to begin there would flatten what matters.
    scale: true,
    ...(low === undefined ? {} : { min: low }),
    ...(high === undefined ? {} : { max: high }),
  };
}
