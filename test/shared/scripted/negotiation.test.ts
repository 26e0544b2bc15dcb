import { describe, expect, test } from '@jest/globals';
import type { Action } from '../../../shared/game.ts';
import { negotiation, type NegotiationView } from '../../../shared/games/negotiation/game.ts';
import { RandomStream } from '../../../shared/random.ts';
import { scriptedPlayer, scriptedPlayersOf } from '../../../shared/scripted/registry.ts';
import { playMatch } from '../../fixtures/match.ts';

const params = negotiation.params.parse({});
const view = (own: readonly number[], overrides: Partial<NegotiationView> = {}): NegotiationView => ({
  round: 0,
  rounds: 50,
  maxProposal: 5,
  rewardDivisor: 15,
  values: { own, other: own.map((v) => 6 - v) },
  last: null,
  total: { own: 0, other: 0 },
  ...overrides,
});
const lastRound = (own: readonly number[], asked: readonly number[]): NegotiationView['last'] => ({
  values: { own, other: own.map((v) => 6 - v) },
  proposals: { own: own.map(() => 0), other: asked },
  rewards: { own: 0, other: 0 },
});

function decide(name: string, seen: NegotiationView, memory?: unknown): { action: Action; memory: unknown } {
  const player = scriptedPlayer('negotiation', name);
  const start = { params, spec: negotiation.spec(params), seat: 0, options: player.options.parse({}) };
  const rng = new RandomStream(1, 'test');
  return player.decide({
    ...start,
    step: seen.round,
    view: seen,
    memory: memory ?? player.begin(start),
    rng,
  });
}

describe('scripted players of Negotiation', () => {
  test('[SP7] always-cooperate asks for 5 of what it values more and 0 of the rest, always-defect for all', () => {
    expect(decide('always-cooperate', view([5, 1, 5])).action).toEqual([5, 0, 5]);
    expect(decide('always-defect', view([5, 1, 5])).action).toEqual([5, 5, 5]);
    expect(decide('always-cooperate', view([3, 3, 5])).action).toEqual([2.5, 2.5, 5]);
  });

  test('[SP8] proportional tit-for-tat begins like a cooperator', () => {
    expect(decide('proportional-tit-for-tat', view([5, 1, 1])).action).toEqual([5, 0, 0]);
  });

  test('[SP8] it asks for as much of the rest as the other asked of what it valued more itself', () => {
    // It valued the first two items more; the other asked for 1 and 4 of 5: a mean of one half.
    const after = decide(
      'proportional-tit-for-tat',
      view([1, 5, 1], { last: lastRound([5, 5, 1], [1, 4, 5]) }),
    );
    expect(after).toEqual({ action: [2.5, 5, 2.5], memory: 0.5 });
    // Nothing to judge by: it remembers.
    const blank = view([1, 5, 1], { last: lastRound([1, 1, 1], [5, 5, 5]) });
    expect(decide('proportional-tit-for-tat', blank, 0.5).action).toEqual([2.5, 5, 2.5]);
  });

  test('[SP8] against itself it stays with the best split, against always-defect it is as greedy from round 2 or so', () => {
    const seats = ['proportional-tit-for-tat', 'proportional-tit-for-tat'];
    expect(playMatch({ game: 'negotiation', seats }).events).toEqual({ 'efficient-split': 50 });
    const actions: (readonly Action[])[] = [];
    playMatch({
      game: 'negotiation',
      seats: ['proportional-tit-for-tat', 'always-defect'],
      onActions: (both) => actions.push(both),
    });
    const all = JSON.stringify([5, 5, 5]);
    const firstGreedy = actions.findIndex(([own]) => JSON.stringify(own) === all);
    expect(firstGreedy).toBeGreaterThanOrEqual(1);
    expect(actions.slice(firstGreedy).every(([own]) => JSON.stringify(own) === all)).toBe(true);
  });

  test('[SP7] random demands are uniform over [0, 5]', () => {
    const demands: number[] = [];
    const seats = ['random', 'random'];
    playMatch({ game: 'negotiation', seats, steps: 1000, onActions: (both) => demands.push(...both.flat()) });
    const mean = demands.reduce((a, b) => a + b, 0) / demands.length;
    expect(Math.abs(mean - 2.5)).toBeLessThan((3 * 5) / Math.sqrt(12 * demands.length));
    expect(Math.min(...demands)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...demands)).toBeLessThanOrEqual(5);
  });

  test('[SP4] the names are those of the catalogue', () => {
    expect([...scriptedPlayersOf('negotiation').keys()]).toEqual([
      'always-cooperate',
      'always-defect',
      'proportional-tit-for-tat',
      'end-defector',
      'prober',
      'inflater',
      'random',
    ]);
  });
});
