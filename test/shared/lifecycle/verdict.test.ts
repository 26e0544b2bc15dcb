import { describe, expect, test } from '@jest/globals';
import { GAME_IDS } from '../../../shared/games/registry.ts';
import { GATE_LIMITS, gateLimits, type GateLimits, type Limit } from '../../../shared/lifecycle/limits.ts';
import { GATE_STEPS, verdict, type Measure } from '../../../shared/lifecycle/verdict.ts';
import { scriptedPlayersOf } from '../../../shared/scripted/registry.ts';

const LIVE = 'e'.repeat(64);

function limitsOf(...offline: Limit[]): GateLimits {
  const suite = { episodes: 1, ladderEpisodes: 1, opponents: [] };
  return {
    suite,
    offline,
    shadow: [],
    canaryRooms: { least: 0, most: 0, episodes: 1, minutes: 1 },
    canary: [],
    live: [],
  };
}

const ATLEAST: Limit = {
  measure: 'self-play',
  low: -1.25,
  least: 10,
  most: 50,
  because: 'It does not cooperate',
};
const judge = (value: Measure | undefined, limit: Limit = ATLEAST) =>
  verdict('offline', { measures: value ? { [limit.measure]: value } : {}, live: LIVE }, limitsOf(limit));

describe('verdicts', () => {
  test('[GT1] hold or break once that is sure by 2.58 standard errors, and wait until then', () => {
    // -1.25 is 2.5 standard errors away, then 3.
    expect(judge({ mean: -1.0, standardError: 0.1, n: 20 }).kind).toBe('wait');
    expect(judge({ mean: -0.95, standardError: 0.1, n: 20 }).kind).toBe('pass');
    expect(judge({ mean: -1.5, standardError: 0.1, n: 20 }).kind).toBe('wait');
    expect(judge({ mean: -1.55, standardError: 0.1, n: 20 }).kind).toBe('refuse');
  });

  test('[GT1] go by the mean alone once there is all that there will be; without such a number never', () => {
    expect(judge({ mean: -1.24, standardError: 0.1, n: 50 }).kind).toBe('pass');
    expect(judge({ mean: -1.26, standardError: 0.1, n: 50 }).kind).toBe('refuse');
    const { most: _, ...endless } = ATLEAST;
    expect(judge({ mean: -1.26, standardError: 0.1, n: 5000 }, endless).kind).toBe('wait');
  });

  test('[GT1] wait for what is lacking or rests on too little, and refuse what is no number', () => {
    expect(judge(undefined).kind).toBe('wait');
    expect(judge({ mean: 0, standardError: 0, n: 9 }).kind).toBe('wait');
    expect(judge({ mean: NaN, standardError: null, n: 10 }).kind).toBe('refuse');
  });

  test('[GT2] tell every reason with what was asked, what came and how sure it is, and all limits', () => {
    const slow: Limit = { measure: 'ms', high: 5, least: 1, because: 'It is too slow' };
    const measures = { ms: { mean: 33.6219, standardError: 0.5, n: 101 } };
    const { kind, reasons, checks } = verdict('offline', { measures, live: LIVE }, limitsOf(ATLEAST, slow));
    expect({ kind, reasons }).toEqual({
      kind: 'refuse',
      reasons: ['It is too slow (ms: expected at most 5, got 33.6 +- 0.5, n 101)'],
    });
    expect(checks.map(({ measure, status }) => [measure, status])).toEqual([
      ['self-play', 'open'],
      ['ms', 'broken'],
    ]);
  });

  test('[GT2] do not ask for a comparison with the live agent where nobody is live', () => {
    const limits = limitsOf({ ...ATLEAST, besideLive: true });
    expect(verdict('offline', { measures: {}, live: null }, limits)).toEqual({
      kind: 'pass',
      reasons: [],
      checks: [],
    });
    expect(verdict('offline', { measures: {}, live: LIVE }, limits).kind).toBe('wait');
  });

  test('[GT3] every game has limits for every step, which name scripted players that there are', () => {
    expect(Object.keys(GATE_LIMITS).sort()).toEqual([...GAME_IDS].sort());
    for (const game of GAME_IDS) {
      const limits = gateLimits(game);
      for (const step of GATE_STEPS) {
        expect(limits[step].length).toBeGreaterThan(0);
        for (const { low, high } of limits[step]) expect(low ?? high).toEqual(expect.any(Number));
      }
      const names = limits.suite.opponents.map((ref) => ref.replace('scripted:', ''));
      expect(names.filter((name) => !scriptedPlayersOf(game).has(name))).toEqual([]);
    }
    expect(() => gateLimits('chess')).toThrow(/game with limits \(ipd, coin.*got chess/);
  });
});
