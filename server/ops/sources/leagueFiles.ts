import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OpsLeague } from '../../../shared/protocol/ops.ts';

const player = z.object({ ref: z.string(), version: z.string().nullable().optional() });
/** docs/results/GAME/league.json: every player against every other. */
const recordSchema = z.object({
  game: z.string(),
  families: z.array(z.object({ name: z.string(), players: z.array(player).min(1) })),
  means: z.array(z.array(z.number().nullable())),
});
/** What `league --json` prints: a cell per pair of groups, row by row. */
const printedSchema = z.object({
  game: z.string(),
  groups: z.array(z.object({ label: z.string(), players: z.array(player).min(1) })),
  cells: z.array(z.object({ mean: z.number().nullable() })),
});

/** Whether a checkpoint can be seated here, by its id. */
export type IsAtHand = (game: string, checkpoint: string) => boolean;

/**
 * Leagues of the project's own results and of the data folder (`league --json > DATA_DIR/leagues/NAME.json`).
 * Files of another shape are left out.
 */
export function leagueFiles(
  { results, own }: { readonly results: string; readonly own: string },
  isAtHand: IsAtHand,
): readonly OpsLeague[] {
  const ours = namesIn(own, /\.json$/).map((name) => ({ name, file: join(own, name) }));
  const shipped = namesIn(results, /^[a-z]+$/).map((name) => ({
    name: "the project's results",
    file: join(results, name, 'league.json'),
  }));
  return [...ours, ...shipped].flatMap(({ name, file }) => leagueOf(name, file, isAtHand) ?? []);
}

function namesIn(folder: string, pattern: RegExp): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .sort();
  } catch {
    // No leagues there.
    return [];
  }
}

function leagueOf(name: string, file: string, isAtHand: IsAtHand): OpsLeague | undefined {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  const printed = printedSchema.safeParse(content);
  if (printed.success) {
    const { game, groups, cells } = printed.data;
    const rows = groups.map((_, row) =>
      groups.map((__, column) => cells[row * groups.length + column]?.mean ?? null),
    );
    return leagueFrom(name, game, groups, rows, isAtHand);
  }
  const record = recordSchema.safeParse(content);
  if (!record.success) return undefined;
  const { game, families, means } = record.data;
  const groups = families.map(({ name: label, players }) => ({ label, players }));
  return leagueFrom(
    name,
    game,
    groups,
    familyMeans(
      families.map(({ players }) => players.length),
      means,
    ),
    isAtHand,
  );
}

function leagueFrom(
  name: string,
  game: string,
  groups: readonly { readonly label: string; readonly players: readonly z.infer<typeof player>[] }[],
  cells: OpsLeague['cells'],
  isAtHand: IsAtHand,
): OpsLeague {
  return {
    name,
    game,
    labels: groups.map(({ label, players }) => (players.length > 1 ? `${label} (${players.length})` : label)),
    players: groups.map(({ players }) => {
      const found = players.find(
        ({ ref, version }) => ref.startsWith('scripted:') || (version && isAtHand(game, version)),
      );
      return found?.ref ?? null;
    }),
    cells,
  };
}

/** @param sizes of the families, in the order of rows and columns   @returns [family][family] mean over pairs */
export function familyMeans(
  sizes: readonly number[],
  means: readonly (readonly (number | null)[])[],
): OpsLeague['cells'] {
  const starts = sizes.map((_, family) => sizes.slice(0, family).reduce((sum, size) => sum + size, 0));
  const part = <T>(list: readonly T[], family: number): readonly T[] =>
    list.slice(starts[family], (starts[family] ?? 0) + (sizes[family] ?? 0));
  return sizes.map((_, row) =>
    sizes.map((__, column) => {
      const values = part(means, row)
        .flatMap((line) => part(line, column))
        .filter((value) => value !== null);
      return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    }),
  );
}
