export interface MarkdownColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** A table with its columns lined up, as prettier leaves it.  @returns lines without a newline at the end */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns.map(({ title }) => title), ...rows].map((line) => line.map(escaped));
  const widths = columns.map((_, i) => Math.max(3, ...lines.map((line) => (line[i] ?? '').length)));
  const lineOf = (line: readonly string[]): string => {
    const cells = columns.map(({ align }, i) => {
      const [cell, width] = [line[i] ?? '', widths[i] as number];
      return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${cells.join(' | ')} |`;
  };
  const rule = columns.map(({ align }, i) =>
    align === 'right' ? `${'-'.repeat((widths[i] as number) - 1)}:` : '-'.repeat(widths[i] as number),
  );
  const written = lines.map(lineOf);
  return [...written.slice(0, 1), `| ${rule.join(' | ')} |`, ...written.slice(1)].join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
