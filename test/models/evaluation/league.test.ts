import { describe, expect, test } from '@jest/globals';
import { gameById } from '../../../shared/games/registry.ts';
import { playEpisode } from '../../../shared/playEpisode.ts';
import { episodeSeed } from '../../../models/evaluation/episodeSeed.ts';
import {
  playLeague,
  type LeagueGroup,
  type LeagueOptions,
  type Match,
} from '../../../models/evaluation/league.ts';
import { leagueMatrix } from '../../../models/evaluation/leagueMatrix.ts';
import { leagueTable } from '../../../models/evaluation/leagueTable.ts';
import { resolveContestants } from '../../../models/evaluation/contestants.ts';
import { resolvePlayers } from '../../../models/players/resolvePlayers.ts';

const sources = { directory: '/nowhere', codeVersion: 'test' };

async function makeLeague(
  game: string,
  groups: Readonly<Record<string, readonly string[]>>,
  overrides: Partial<LeagueOptions> = {},
): Promise<LeagueOptions> {
  const rules = gameById(game);
  const resolved: LeagueGroup[] = [];
  for (const [label, refs] of Object.entries(groups)) {
    const players = await resolveContestants(game, refs, sources);
    resolved.push({ label, players });
  }
  const params = rules.params.parse({});
  return { game: rules, params, groups: resolved, episodes: 4, steps: 16, seed: 2, ...overrides };
}

describe('the matches of a league', () => {
  test('[LE1] every unordered pair meets, itself too, in the same episodes as anywhere else', async () => {
    const options = await makeLeague('coin', {
      AC: ['scripted:always-cooperate'],
      others: ['scripted:always-defect', 'scripted:random'],
    });
    const matches = (await playLeague(options))!;
    const short = (ref: string) => ref.replace('scripted:', '');
    expect(matches.map(({ refs }) => refs.map(short).join(' '))).toEqual([
      'always-cooperate always-cooperate',
      'always-cooperate always-defect',
      'always-cooperate random',
      'always-defect always-defect',
      'always-defect random',
      'random random',
    ]);
  });

  test.each([
    ['coin', ['scripted:always-cooperate', 'scripted:random']],
    ['ipd', ['agent:released/ipd/reciprocal', 'scripted:random']],
  ])('[LE1] in %s, %j get in games side by side what they get one by one', async (game, refs) => {
    const options = await makeLeague(game, { all: refs }, { episodes: 40 });
    const [, match] = (await playLeague(options))!;
    const players = await resolvePlayers(game, refs, sources);
    for (const episode of [0, 3, 39]) {
      const { returns } = playEpisode({ ...options, seed: episodeSeed(2, episode), players });
      expect(match!.rewards.map((side) => side[episode])).toEqual(returns.map((sum) => sum / 16));
    }
  });

  test('[LE1] scripted players of the Coin Game get what the reference league recorded', async () => {
    const options = await makeLeague(
      'coin',
      { AC: ['scripted:always-cooperate'], AD: ['scripted:always-defect'], R: ['scripted:random'] },
      { episodes: 400 },
    );
    const families = options.groups.map(({ label, players }) => ({ label, refs: [players[0]!.ref] }));
    const refs = families.flatMap((family) => family.refs);
    const cells = leagueTable(families, leagueMatrix(refs, (await playLeague(options))!));
    // 32 games of 50 steps each there: the standard error of a difference is below 0.02.
    const recorded = {
      'AC AC': 0.347,
      'AC AD': -0.269,
      'AD AC': 0.631,
      'R AC': 0.106,
      'R AD': -0.534,
      'AD AD': 0,
    };
    for (const [pair, value] of Object.entries(recorded)) {
      const cell = cells.find(({ row, column }) => `${row} ${column}` === pair);
      expect(Math.abs(cell!.mean - value)).toBeLessThan(0.03);
    }
  });

  test('[LE2] it can be stopped between matches, and tells how far it is', async () => {
    const seen: string[] = [];
    const breathe: LeagueOptions['breathe'] = ({ done, total }) => {
      seen.push(`${done}/${total}`);
      return Promise.resolve(done === 2 ? 'stop' : 'go-on');
    };
    const groups = { a: ['scripted:grim', 'scripted:tit-for-tat'] };
    expect(await playLeague(await makeLeague('ipd', groups, { breathe }))).toBeUndefined();
    expect(seen).toEqual(['1/3', '2/3']);
  });

  test('[LE2] games of more seats, players and labels that come twice are refused', async () => {
    const play = async (...args: Parameters<typeof makeLeague>) => playLeague(await makeLeague(...args));
    await expect(play('harvest', { a: ['scripted:random'] })).rejects.toThrow(
      'expected a game of two seats, got harvest with 7',
    );
    await expect(play('ipd', { a: ['scripted:grim'], b: ['scripted:grim'] })).rejects.toThrow(
      'expected every player once, got scripted:grim again',
    );
    const twice = await makeLeague('ipd', { a: ['scripted:grim'], b: ['scripted:random'] });
    const groups = twice.groups.map((group) => ({ ...group, label: 'a' }));
    await expect(playLeague({ ...twice, groups })).rejects.toThrow(
      'expected labels that differ, got a again',
    );
  });
});

describe('the table of a league', () => {
  const match = (a: string, b: string, own: readonly number[], other: readonly number[]): Match => ({
    refs: [a, b],
    rewards: [own, other],
  });
  const matches = [
    match('a1', 'a1', [1, 3], [3, 3]),
    match('a1', 'a2', [0, 2], [4, 4]),
    match('a1', 'b', [5, 7], [-1, -3]),
    match('a2', 'a2', [1, 1], [1, 1]),
    match('a2', 'b', [8, 10], [-4, -6]),
    match('b', 'b', [0, 4], [2, 2]),
  ];
  const matrix = leagueMatrix(['a1', 'a2', 'b'], matches);
  const A = { label: 'A', refs: ['a1', 'a2'] };
  const B = { label: 'B', refs: ['b'] };
  const cells = leagueTable([A, B], matrix);
  const cell = (row: string, column: string) =>
    cells.find((candidate) => candidate.row === row && candidate.column === column)!;

  test('[LE3] players meet each other in a matrix, each cell with its error over episodes', () => {
    expect(matrix.means).toEqual([
      [2.5, 1, 6],
      [4, 1, 9],
      [-2, -5, 2],
    ]);
    expect(matrix.errors).toEqual([
      [0.5, 1, 1],
      [0, 0, 1],
      [1, 1, 1],
    ]);
    expect(() => leagueMatrix(['a1', 'c'], matches)).toThrow('expected games of a1 and c, got none');
  });

  test('[LE3] a cell is the plain mean over pairs, its mirror the other side of the same games', () => {
    expect(cells.map(({ row, column }) => row + column)).toEqual(['AA', 'AB', 'BA', 'BB']);
    expect(cell('A', 'B')).toMatchObject({ mean: (6 + 9) / 2, pairs: 2 });
    expect(cell('B', 'A')).toMatchObject({ mean: (-2 + -5) / 2, pairs: 2 });
    expect(cell('A', 'B').standardDeviation).toBeCloseTo(Math.sqrt(4.5), 12);
    // Two players, and a column that was not drawn: sqrt(4.5 / 2).
    expect(cell('A', 'B').standardError).toBeCloseTo(1.5, 12);
    expect(() => leagueTable([A, { label: 'C', refs: ['c'] }], matrix)).toThrow(
      'expected a player of the league (a1, a2, b), got c',
    );
  });

  test('[LE3] in its own cell a group meets itself, every player itself too, and both sides count', () => {
    // 2.5 twice (a1 itself), 1, 4 (a1 and a2), 1 twice (a2 itself).
    expect(cell('A', 'A')).toMatchObject({ mean: 2, pairs: 3 });
    expect(cell('A', 'A').standardDeviation).toBeCloseTo(Math.sqrt(7.5 / 5), 12);
    // Rows 1.75 and 2.5, columns 3.25 and 1; their sums 5 and 3.5: sqrt(1.125 / 2).
    expect(cell('A', 'A').standardError).toBeCloseTo(0.75, 12);
  });

  test('[LE3] between two groups the errors over row players and over column players add up', () => {
    const pair = (a: string, b: string, own: number) => match(a, b, [own], [0]);
    const names = ['a1', 'a2', 'b1', 'b2'];
    const all = names.flatMap((a, i) => names.slice(i).map((b) => pair(a, b, 0)));
    const met = (a: string, b: string, own: number) =>
      all.map((one) => (one.refs[0] === a && one.refs[1] === b ? pair(a, b, own) : one));
    // Rows 1 and 0, columns 1 and 0: both 0.5 / 2 squared.
    const [, across] = leagueTable(
      [
        { label: 'A', refs: ['a1', 'a2'] },
        { label: 'B', refs: ['b1', 'b2'] },
      ],
      leagueMatrix(names, met('a1', 'b1', 2)),
    );
    expect(across).toMatchObject({ mean: 0.5, pairs: 4 });
    expect(across!.standardError).toBeCloseTo(Math.sqrt(0.25 + 0.25), 12);
  });

  test('[LE3] for a single pair the error is over episodes, and there is no deviation over pairs', () => {
    // Both sides together: 1 and 3 in the two episodes.
    expect(cell('B', 'B')).toEqual({
      row: 'B',
      column: 'B',
      mean: 2,
      standardDeviation: null,
      standardError: 1,
      pairs: 1,
    });
  });
});
