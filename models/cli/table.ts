/** One column: its heading and on which side its cells end evenly. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** @returns lines, each with a newline; columns two spaces apart */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map((column) => column.title), ...rows];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  return lines
    .map((line) => {
      const cells = columns.map(({ align }, i) => {
        const [cell, width] = [line[i] ?? '', widths[i] as number];
        return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
      });
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}

/** 1234567.8 -> 1,234,568 */
export function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
