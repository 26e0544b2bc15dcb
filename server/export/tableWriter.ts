/** Writes one table to one file, row by row, in bounded memory. */
export interface TableWriter {
  /** Base name of the file. */
  readonly name: string;
  readonly rows: number;
  /** @throws what the disk throws */
  write(row: Readonly<Record<string, unknown>>): void;
  /** Writes the rest and closes the file. */
  close(): void;
}

export const FORMATS = ['jsonl', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof FORMATS)[number];
