import { describe, expect, test } from '@jest/globals';
import type { ControllerTag, EpisodeEnded, EpisodeStarted } from '../../shared/log/events.ts';
import { standingGame, type StandingGame } from '../../shared/standing/standingGames.ts';
import { standingResult } from '../../shared/standing/standingResult.ts';
import { makeEpisodeLog, person, SCRIPTED } from '../fixtures/episodeLog.ts';

const AGENT: ControllerTag = { kind: 'agent', id: 'agent:abc', version: 'abc0' };
const OTHER_AGENT: ControllerTag = { kind: 'agent', id: 'agent:def', version: 'def0' };
const EXPLOITER = person('sim-exploiter:extort-2.abcdefghijkl');

function ends(controllers: readonly ControllerTag[], game = 'ipd', change: Partial<EpisodeEnded> = {}) {
  const log = makeEpisodeLog({ game, controllers, ...(game === 'harvest' ? { steps: 3 } : {}) });
  const start = log[0] as EpisodeStarted;
  return standingGame(start, { ...(log.at(-1) as EpisodeEnded), ...change });
}

describe('a game of a standing exploiter', () => {
  test('[SV5] two seats: reward per step of exploiter and agent, whichever seat they have', () => {
    const change = { steps: 16, returns: [-32, -8] };
    expect(ends([AGENT, EXPLOITER], 'ipd', change)).toMatchObject({
      game: 'ipd',
      exploiter: 'extort-2',
      agent: 'abc0',
      exploiterIncome: -0.5,
      agentIncome: -2,
    });
    expect(ends([EXPLOITER, AGENT], 'ipd', change)).toMatchObject({ exploiterIncome: -2, agentIncome: -0.5 });
  });

  test('[SV5] more seats: returns, the mean over those of the agent', () => {
    const seats = [EXPLOITER, ...Array.from({ length: 6 }, () => AGENT)];
    const change = { reason: 'terminated', steps: 100, returns: [30, 0, 6, 6, 6, 6, 12] } as const;
    expect(ends(seats, 'harvest', { ...change, returns: [...change.returns] })).toMatchObject({
      exploiterIncome: 30,
      agentIncome: 6,
    });
  });

  test.each([
    ['without an exploiter', [person('p-1'), AGENT], {}],
    ['of one of a crowd', [person('sim-crowd:fair.abcdefghijkl'), AGENT], {}],
    ['against a script', [EXPLOITER, SCRIPTED], {}],
    ['of two exploiters', [EXPLOITER, EXPLOITER], {}],
    ['that was cut', [EXPLOITER, AGENT], { reason: 'cut' as const }],
    ['that nobody played', [EXPLOITER, AGENT], { steps: 0 }],
  ])('[SV5] a game %s says nothing', (_what, seats, change) => {
    expect(ends(seats, 'ipd', change)).toBeUndefined();
  });

  test('[SV5] a game against two agents says nothing of either', () => {
    const seats = [EXPLOITER, AGENT, OTHER_AGENT, AGENT, AGENT, AGENT, AGENT];
    expect(ends(seats, 'harvest', { reason: 'terminated' })).toBeUndefined();
  });
});

describe('the standing result', () => {
  const game = (at: number, exploiterIncome: number, change: Partial<StandingGame> = {}): StandingGame => ({
    game: 'ipd',
    episode: `e${at}`,
    exploiter: 'extort-2',
    agent: 'abc0',
    at,
    exploiterIncome,
    agentIncome: -1,
    ...change,
  });

  test('[SV6] means of both sides and of the gap, all in all and by bucket, of each pair of exploiter and version', () => {
    const games = [game(150, 0), game(10, 1), game(20, 3), game(120, -2), game(30, 5, { agent: 'def0' })];
    const rows = standingResult(games, { bucketMs: 100, seed: 1 });
    expect(rows.map(({ agent, games: n }) => [agent, n])).toEqual([
      ['abc0', 4],
      ['def0', 1],
    ]);
    const [row] = rows;
    expect(row).toMatchObject({
      exploiterIncome: { mean: 0.5 },
      agentIncome: { mean: -1 },
      gap: { mean: 1.5 },
    });
    expect(row?.episode).toBe('e150');
    expect(row?.buckets.map(({ from, games: n, gap }) => [from, n, gap.mean])).toEqual([
      [0, 2, 3],
      [100, 2, 0],
    ]);
    // Later half less earlier half: (-2 + 0) / 2 - (1 + 3) / 2.
    expect(row?.drift?.mean).toBe(-3);
    expect(rows[1]).toMatchObject({ drift: null, gap: { mean: 6, interval: null } });
  });

  test('[SV6] the same games give the same intervals, which hold the mean and are narrow where games agree', () => {
    const games = Array.from({ length: 20 }, (_, i) => game(i, 1));
    const [row] = standingResult(games, { bucketMs: 100, seed: 1 });
    expect(row?.gap).toEqual({ mean: 2, interval: { low: 2, high: 2 } });
    const mixed = Array.from({ length: 20 }, (_, i) => game(i, i % 2));
    const first = standingResult(mixed, { bucketMs: 100, seed: 1 });
    expect(first).toEqual(standingResult(mixed.toReversed(), { bucketMs: 100, seed: 1 }));
    expect(first[0]?.gap.interval?.low).toBeLessThan(1.5);
    expect(first[0]?.gap.interval?.high).toBeGreaterThan(1.5);
  });
});
