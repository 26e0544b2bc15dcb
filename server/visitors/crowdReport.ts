import { COUNTED, type Counted, type GameEnd, type GamePlayed, type Tally } from './tally.ts';

export interface CrowdReport {
  readonly people: number;
  readonly style: string;
  readonly seconds: number;
  /** Games a person, from the one who played fewest. */
  readonly gamesPerPerson: { readonly least: number; readonly most: number };
  readonly rows: readonly CrowdRow[];
  readonly counts: Readonly<Record<Counted, number>>;
  readonly errors: readonly { readonly words: string; readonly times: number }[];
}

/** One game as one style played it; a game of two simulated people counts for each. */
export interface CrowdRow {
  readonly game: string;
  readonly player: string;
  readonly ends: Readonly<Record<GameEnd, number>>;
  /** Mean own return of games that were seen to their end; null if none was. */
  readonly meanReturn: number | null;
}

const ENDS = ['ended', 'walked out', 'cut short', 'stopped'] as const satisfies GameEnd[];

export function crowdReport(
  tally: Tally,
  { people, style, seconds }: Pick<CrowdReport, 'people' | 'style' | 'seconds'>,
): CrowdReport {
  const perPerson = Array.from(
    { length: people },
    (_, number) => tally.games.filter(({ person, end }) => person === number && end === 'ended').length,
  );
  const groups = Map.groupBy(tally.games, ({ game, player }) => `${game} ${player}`);
  return {
    people,
    style,
    seconds: Math.round(seconds),
    gamesPerPerson: { least: Math.min(...perPerson), most: Math.max(...perPerson) },
    rows: [...groups.keys()].sort().map((key) => rowOf(groups.get(key) ?? [])),
    counts: { ...tally.counts },
    errors: [...tally.errors].map(([words, times]) => ({ words, times })),
  };
}

function rowOf(games: readonly GamePlayed[]): CrowdRow {
  const returns = games.flatMap(({ ownReturn }) => (ownReturn === undefined ? [] : [ownReturn]));
  const ends = Object.fromEntries(
    ENDS.map((end) => [end, games.filter((game) => game.end === end).length]),
  ) as Record<GameEnd, number>;
  return {
    game: games[0]?.game ?? '',
    player: games[0]?.player ?? '',
    ends,
    meanReturn: returns.length === 0 ? null : returns.reduce((a, b) => a + b, 0) / returns.length,
  };
}

/** One line for who waits at a terminal. */
export function progressText(
  tally: Tally,
  {
    people,
    minutes,
    passedMs,
  }: { readonly people: number; readonly minutes: number; readonly passedMs: number },
): string {
  const ended = tally.games.filter(({ end }) => end === 'ended').length;
  const parts = [
    `${clockText(passedMs)} of ${clockText(minutes * 60_000)}`,
    `${people} people`,
    `${ended} games ended`,
    `${tally.counts.decisions} decisions`,
    `${tally.counts.reloads} reloads`,
    `${tally.numErrors} errors`,
  ];
  return parts.join(' | ');
}

export function crowdText({ people, seconds, gamesPerPerson, rows, counts, errors }: CrowdReport): string {
  const heading = ['game', 'style', ...ENDS, 'mean return'];
  const cells = rows.map(({ game, player, ends, meanReturn }) => [
    game,
    player,
    ...ENDS.map((end) => String(ends[end])),
    meanReturn === null ? '' : meanReturn.toFixed(2),
  ]);
  const counted = COUNTED.map((name) => `${counts[name]} ${name}`).join(', ');
  const lines = [
    `${people} people, ${clockText(seconds * 1000)}; each saw ${gamesPerPerson.least} to ${gamesPerPerson.most} games to their end`,
    '',
    ...aligned([heading, ...cells]),
    '',
    counted,
    errors.length === 0 ? 'no errors' : 'errors:',
    ...errors.map(({ words, times }) => `  ${times} times: ${words}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Names to the left, numbers to the right. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function clockText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
