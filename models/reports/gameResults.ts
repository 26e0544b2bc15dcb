import { z } from 'zod';
import { aimsSchema, type Aims } from './aims.ts';
import { inOrder } from './labels.ts';
import { leagueRecordSchema, type LeagueRecord } from './leagueRecord.ts';
import { paperFiguresSchema, type PaperFigures } from './paperFigures.ts';
import { seedReportSchema, type SeedReport } from './seedReport.ts';

/** The committed files of one game: JSON by name, without `.json`; texts and pictures by name; the paper's as `paper`. */
export type ResultFiles = ReadonlyMap<string, unknown>;

/** What is known about a two-player game. */
export interface GameResults {
  readonly game: string;
  /** By algorithm, in the order of the tables. */
  readonly reports: ReadonlyMap<string, SeedReport>;
  readonly league: LeagueRecord | undefined;
  readonly aims: Aims;
  readonly paper: PaperFigures;
}

/** @throws RangeError that names the file which does not fit */
export function gameResults(game: string, files: ResultFiles): GameResults {
  const parse = <T>(name: string, schema: z.ZodType<T>): T => parseResult({ game, files }, name, schema);
  const algorithms = [...files.keys()].filter((name) => !['aims', 'league', 'paper'].includes(name));
  return {
    game,
    reports: new Map(inOrder(algorithms).map((name) => [name, parse(name, seedReportSchema)])),
    league: files.has('league') ? parse('league', leagueRecordSchema) : undefined,
    aims: parse('aims', aimsSchema),
    paper: parse('paper', paperFiguresSchema),
  };
}

/** One of the JSON files.  @param name without `.json`   @throws RangeError that names it if it does not fit */
export function parseResult<T>(
  { game, files }: { readonly game: string; readonly files: ResultFiles },
  name: string,
  schema: z.ZodType<T>,
): T {
  const fit = schema.safeParse(files.get(name));
  if (fit.success) return fit.data;
  throw new RangeError(`${game}/${name}.json: ${z.prettifyError(fit.error)}`);
}
