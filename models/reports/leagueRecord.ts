import { z } from 'zod';
import type { AnyGame } from '../../shared/game.ts';
import type { LeagueGroup } from '../evaluation/league.ts';
import type { LeagueMatrix } from '../evaluation/leagueMatrix.ts';
import type { LeagueFamily } from '../evaluation/leagueTable.ts';
import { rounded } from './figures.ts';
import { labelOf } from './labels.ts';

export const LEAGUE_FORMAT = 'commonground.league/1';

/** `docs/results/GAME/league.json`: who got what against whom, over all pairs of players. */
export const leagueRecordSchema = z
  .strictObject({
    format: z.literal(LEAGUE_FORMAT),
    game: z.string(),
    rulesVersion: z.int(),
    codeVersion: z.string(),
    params: z.record(z.string(), z.unknown()),
    /** Of every pair. */
    episodes: z.int().min(1),
    /** Of every episode. */
    steps: z.int().min(1),
    seed: z.int().min(0),
    /** In the order of rows and columns. */
    families: z.array(
      z.strictObject({
        /** The algorithm, or the name of a scripted player. */
        name: z.string(),
        players: z
          .array(
            z.strictObject({
              ref: z.string(),
              /** Of the run that trained it; null for scripted players. */
              seed: z.int().nullable(),
              /** The checkpoint's id; the version of the software for scripted players. */
              version: z.string().nullable(),
            }),
          )
          .min(1),
      }),
    ),
    /** [row][column], reward per step of the row's player against the column's. */
    means: z.array(z.array(z.number())),
    /** Standard errors of the means over episodes. */
    errors: z.array(z.array(z.number().nullable())),
  })
  .refine(({ families, means, errors }) => {
    const count = families.reduce((sum, { players }) => sum + players.length, 0);
    return [means, errors].every(
      (matrix) => matrix.length === count && matrix.every((row) => row.length === count),
    );
  }, 'expected a row and a column for every player');
export type LeagueRecord = z.infer<typeof leagueRecordSchema>;

export function matrixOf({ families, means, errors }: LeagueRecord): LeagueMatrix {
  return { refs: families.flatMap(({ players }) => players.map(({ ref }) => ref)), means, errors };
}

export function familiesOf({ families }: LeagueRecord): readonly LeagueFamily[] {
  return families.map(({ name, players }) => ({
    label: labelOf(name),
    refs: players.map(({ ref }) => ref),
  }));
}

export interface LeagueRecordInput {
  readonly game: AnyGame;
  /** Parsed. */
  readonly params: unknown;
  readonly codeVersion: string;
  readonly episodes: number;
  readonly steps: number;
  readonly seed: number;
  /** Labelled with the names of algorithms and scripted players; in the order of the matrix. */
  readonly groups: readonly LeagueGroup[];
  /** Of the runs that trained the players, by reference. */
  readonly seeds: ReadonlyMap<string, number>;
  readonly matrix: LeagueMatrix;
}

const DIGITS = 5;

export function leagueRecord(input: LeagueRecordInput): LeagueRecord {
  const { game, params, codeVersion, episodes, steps, seed, groups, seeds, matrix } = input;
  return {
    format: LEAGUE_FORMAT,
    game: game.id,
    rulesVersion: game.rulesVersion,
    codeVersion,
    params: params as Record<string, unknown>,
    episodes,
    steps,
    seed,
    families: groups.map(({ label, players }) => ({
      name: label,
      players: players.map(({ ref, version }) => ({ ref, seed: seeds.get(ref) ?? null, version })),
    })),
    means: matrix.means.map((row) => row.map((value) => rounded(value, DIGITS))),
    errors: matrix.errors.map((row) => row.map((value) => (value === null ? null : rounded(value, DIGITS)))),
  };
}
