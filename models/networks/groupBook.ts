import type { DenseLayer, ParameterGroup } from './layout.ts';

/** Numbers groups of parameters one after the other in a flat array. */
export interface GroupBook {
  /** All so far, in order. */
  readonly groups: readonly ParameterGroup[];
  /** Numbers that they take. */
  readonly length: () => number;
  /** @param initial what a row vector begins as; matrices are drawn */
  readonly group: (name: string, rows: number, columns: number, initial?: number) => ParameterGroup;
  readonly dense: (name: string, inputs: number, outputs: number) => DenseLayer;
  /** Dense layers on top of each other: `<name>.0`, `<name>.1`, ... */
  readonly stack: (name: string, inputs: number, widths: readonly number[]) => readonly DenseLayer[];
}

export function openGroupBook(): GroupBook {
  const groups: ParameterGroup[] = [];
  let length = 0;
  const group: GroupBook['group'] = (name, rows, columns, initial = 0) => {
    const width = Math.ceil(columns / 8) * 8;
    const added = { name, rows, columns, width, offset: length, initial };
    length += rows * width;
    groups.push(added);
    return added;
  };
  const dense: GroupBook['dense'] = (name, inputs, outputs) => ({
    weights: group(`${name}.weights`, inputs, outputs),
    bias: group(`${name}.bias`, 1, outputs),
  });
  return {
    groups,
    length: () => length,
    group,
    dense,
    stack: (name, inputs, widths) =>
      widths.map((width, i) => dense(`${name}.${i}`, i === 0 ? inputs : (widths[i - 1] as number), width)),
  };
}
