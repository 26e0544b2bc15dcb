import { join } from 'node:path';
import type { Column } from './columns.ts';
import type { TableWriter } from './tableWriter.ts';
import { TextFile } from './textFile.ts';

/** JSON lines: one row a line. */
export function jsonLinesWriter(folder: string, table: string): TableWriter {
  return textWriter(folder, `${table}.jsonl`, '', (row) => JSON.stringify(row));
}

/** RFC 4180 with \n as the line end, UTF-8 without a byte order mark, names in the first line. */
export function csvWriter(folder: string, table: string, columns: readonly Column[]): TableWriter {
  const header = `${columns.map(({ name }) => name).join(',')}\n`;
  return textWriter(folder, `${table}.csv`, header, (row) =>
    columns.map(({ name, kind }) => csvCell(kind === 'json' ? jsonCell(row[name]) : row[name])).join(','),
  );
}

/** JSON text of a json column's value; null stays null. */
export function jsonCell(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value as string | number | boolean);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textWriter(
  folder: string,
  name: string,
  header: string,
  lineOf: (row: Readonly<Record<string, unknown>>) => string,
): TableWriter {
  const file = new TextFile(join(folder, name));
  file.write(header);
  let rows = 0;
  return {
    name,
    get rows() {
      return rows;
    },
    write(row) {
      file.write(`${lineOf(row)}\n`);
      rows += 1;
    },
    close: () => file.close(),
  };
}
