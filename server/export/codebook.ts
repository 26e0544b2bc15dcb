import { z } from 'zod';
import { columnsOf, type Column } from './columns.ts';
import { TABLES, type TableName } from './tables.ts';

const RULES = [
  'Missing values are null in jsonl and parquet and empty in csv.',
  'Columns of type json are JSON text in csv and parquet, and plain JSON in jsonl.',
  'Times are milliseconds since 1970-01-01T00:00Z; t_shown and t_input are the client’s clock corrected to the server.',
  'Steps, seats and indices count from 0.',
  'episode joins all tables (episode_id in trajectories); participant joins the controller_id of humans.',
  'Episodes that were running when the export began are left out and counted in the manifest.',
];

/** Explains the given tables, generated from their schemas. `schema` is the JSON Schema of one row as in jsonl. */
export function codebook(names: readonly TableName[]): Readonly<Record<string, unknown>> {
  const tables = names.map((name) => {
    const { row, summary } = TABLES[name];
    return [name, { summary, columns: columnsOf(row), schema: z.toJSONSchema(row) }] as const;
  });
  return { rules: RULES, tables: Object.fromEntries(tables) };
}

/** The same for people. */
export function codebookPage(names: readonly TableName[]): string {
  const sections = names.map((name) => {
    const { row, summary } = TABLES[name];
    const lines = columnsOf(row).map(
      (column) => `| ${column.name} | ${typeOf(column)} | ${meaning(column)} |`,
    );
    return [
      `## ${name}`,
      '',
      summary,
      '',
      '| column | type | meaning |',
      '| --- | --- | --- |',
      ...lines,
    ].join('\n');
  });
  const rules = RULES.map((rule) => `- ${rule}`).join('\n');
  return `${['# Codebook', rules, ...sections].join('\n\n')}\n`;
}

function typeOf({ kind, nullable }: Column): string {
  return nullable ? `${kind} or null` : kind;
}

function meaning({ description, values }: Column): string {
  const text = values ? `${description} [${values.join(', ')}]` : description;
  return text.replaceAll('|', '\\|');
}
