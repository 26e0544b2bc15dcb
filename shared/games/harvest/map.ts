/** Melting Pot's commons_harvest__open: W wall, A apple, P outside spawn, Q inside spawn, blank floor. */
export const OPEN_MAP: readonly string[] = [
  'WWWWWWWWWWWWWWWWWWWWWWWW',
  'WAAA    A      A    AAAW',
  'WAA    AAA    AAA    AAW',
  'WA    AAAAA  AAAAA    AW',
  'W      AAA    AAA      W',
  'W       A      A       W',
  'W  A                A  W',
  'W AAA  Q        Q  AAA W',
  'WAAAAA            AAAAAW',
  'W AAA              AAA W',
  'W  A                A  W',
  'W                      W',
  'W                      W',
  'W                      W',
  'W  PPPPPPPPPPPPPPPPPP  W',
  'W PPPPPPPPPPPPPPPPPPPP W',
  'WPPPPPPPPPPPPPPPPPPPPPPW',
  'WWWWWWWWWWWWWWWWWWWWWWWW',
];

/** One bush pair and a strip of spawns: enough for two to four players. */
export const SMALL_MAP: readonly string[] = [
  'WWWWWWWWWWWWWWW',
  'W   A     A   W',
  'W  AAA   AAA  W',
  'W AAAAA AAAAA W',
  'W  AAA   AAA  W',
  'W   A     A   W',
  'W             W',
  'W             W',
  'W  PPPPPPPPP  W',
  'W  PPPPPPPPP  W',
  'WWWWWWWWWWWWWWW',
];

/** Of a map, in cells. */
export const MAX_SIDE = 100;

/** Undefined if a game for so many seats can be played on the map, otherwise what is wrong with it. */
export function mapFault(rows: readonly string[], seats: number): string | undefined {
  const width = rows[0]?.length ?? 0;
  if (rows.length < 1 || rows.length > MAX_SIDE || width < 1 || width > MAX_SIDE) {
    return `expected a map of 1 to ${MAX_SIDE} rows and columns, got ${rows.length} rows of ${width}`;
  }
  for (const [y, row] of rows.entries()) {
    if (row.length !== width) {
      return `expected a rectangular map: row 0 has ${width} cells, row ${y} has ${row.length}`;
    }
    const x = row.search(/[^WAPQ ]/);
    if (x >= 0) {
      return `expected W (wall), A (apple), P or Q (spawn) or blank, got ${JSON.stringify(row[x])} at x ${x}, y ${y}`;
    }
  }
  // All seats but one may stand on a P cell when the last one comes back.
  const spawns = rows.join('').split('P').length - 1;
  if (spawns < seats) return `expected at least ${seats} P cells for ${seats} seats, got ${spawns}`;
  return undefined;
}
