import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { join } from 'node:path';
import type { Column, ColumnKind } from './columns.ts';
import { jsonCell } from './textWriters.ts';
import type { TableWriter } from './tableWriter.ts';

/** Rows held in memory, and the size of a row group. */
const ROWS_PER_GROUP = 20_000;

const TYPES: Readonly<Record<ColumnKind, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  // Text: readers disagree about what parquet's own JSON type is.
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
};

/** Parquet, snappy-compressed. Integers are int64; json columns are text. */
export function parquetWriter(folder: string, table: string, columns: readonly Column[]): TableWriter {
  const name = `${table}.parquet`;
  const writer = new ParquetWriter({
    writer: fileWriter(join(folder, name)),
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, kind, nullable }): SchemaElement => ({
        name,
        ...TYPES[kind],
        // A json column may hold JSON's own null.
        repetition_type: nullable || kind === 'json' ? 'OPTIONAL' : 'REQUIRED',
      })),
    ],
  });
  let group: unknown[][] = columns.map(() => []);
  let rows = 0;
  const flush = (): void => {
    const columnData = columns.map((column, index) => ({ name: column.name, data: group[index] ?? [] }));
    // Synchronous, as our file writer is.
    void writer.write({ columnData, rowGroupSize: ROWS_PER_GROUP });
    group = columns.map(() => []);
  };
  return {
    name,
    get rows() {
      return rows;
    },
    write(row) {
      columns.forEach(({ name, kind }, index) => group[index]?.push(cell(kind, row[name])));
      rows += 1;
      if (rows % ROWS_PER_GROUP === 0) flush();
    },
    close() {
      if (rows % ROWS_PER_GROUP !== 0) flush();
      void writer.finish();
    },
  };
}

function cell(kind: ColumnKind, value: unknown): unknown {
  if (kind === 'json') return jsonCell(value);
  if (kind === 'integer' && typeof value === 'number') return BigInt(value);
  return value ?? null;
}
