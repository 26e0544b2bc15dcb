import { describe, expect, test } from '@jest/globals';
import { startEpisode, type Episode } from '../../../shared/episode.ts';
import { ipd, type IpdEvent, type IpdState, type IpdView } from '../../../shared/games/ipd/game.ts';
import { discounted, sum } from '../../fixtures/returns.ts';

type Joint = 'CC' | 'CD' | 'DC' | 'DD';
const move = (letter: string | undefined): number => (letter === 'C' ? 0 : 1);
const actions = (joint: Joint): number[] => [move(joint[0]), move(joint[1])];
const start = (input: unknown = {}, seed = 1): Episode<IpdState, IpdView, IpdEvent> =>
  startEpisode({ game: ipd, params: ipd.params.parse(input), seed });

/** Rewards as [seat][step]. */
function play(sequence: readonly Joint[], input: unknown = {}): [number[], number[]] {
  const episode = start(input);
  const rewards: [number[], number[]] = [[], []];
  for (const joint of sequence) {
    const result = episode.advance(actions(joint));
    rewards[0].push(result.rewards[0] as number);
    rewards[1].push(result.rewards[1] as number);
  }
  return rewards;
}
const repeat = (times: number, ...sequence: Joint[]): Joint[] =>
  Array.from({ length: times }, () => sequence).flat();

describe('iterated prisoner’s dilemma', () => {
  test('[IPD1] payoffs and returns of CC, CD, DC, DD, CC by hand', () => {
    const [first, second] = play(['CC', 'CD', 'DC', 'DD', 'CC']);
    expect(first).toEqual([-1, -3, 0, -2, -1]);
    expect(second).toEqual([-1, 0, -3, -2, -1]);
    expect(discounted(first, 0.9)).toBeCloseTo(-5.8141, 10);
    expect(discounted(second, 0.9)).toBeCloseTo(-5.5441, 10);
    expect([sum(first), sum(second), sum(first) / 5]).toEqual([-7, -7, -1.4]);
  });

  test.each<[string, Joint[], number, number]>([
    ['16 x CC', repeat(16, 'CC'), -8.14697981, -8.14697981],
    ['16 x DD', repeat(16, 'DD'), -16.29395962, -16.29395962],
    ['16 x CD', repeat(16, 'CD'), -24.44093943, 0],
    ['tit-for-tat against always-defect', ['CD', ...repeat(15, 'DD')], -17.29395962, -14.29395962],
    ['CD and DC by turns', repeat(8, 'CD', 'DC'), -12.86365233, -11.5772871],
  ])('[IPD1] discounted returns of %s', (_name, sequence, first, second) => {
    const rewards = play(sequence);
    expect(discounted(rewards[0], 0.9)).toBeCloseTo(first, 8);
    expect(discounted(rewards[1], 0.9)).toBeCloseTo(second, 8);
  });

  test('[IPD2] each seat observes the last round with itself first, and zeros before the first', () => {
    const episode = start();
    const out = new Float32Array(4).fill(7);
    const seen = (seat: number): number[] => {
      episode.observe(seat, out);
      return [...out];
    };
    expect([seen(0), seen(1)]).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
    episode.advance(actions('CD'));
    expect([seen(0), seen(1)]).toEqual([
      [1, 0, 0, 1],
      [0, 1, 1, 0],
    ]);
  });

  test('[IPD3] an episode is cut after 16 rounds, or as many as its parameters say', () => {
    for (const [input, rounds] of [[{}, 16] as const, [{ rounds: 3 }, 3] as const]) {
      const episode = start(input);
      while (episode.status === 'running') episode.advance([0, 0]);
      expect([episode.step, episode.status]).toEqual([rounds, 'truncated']);
    }
  });

  test('[IPD4] with continuation 0.9 an episode lasts 10 rounds in the mean and terminates', () => {
    const lengths = Array.from({ length: 4000 }, (_, seed) => {
      const episode = start({ rounds: 1000, continuation: 0.9 }, seed);
      while (episode.status === 'running') episode.advance([0, 0]);
      expect(episode.status).toBe('terminated');
      return episode.step;
    });
    // A geometric length has mean 10 and standard deviation sqrt(90).
    expect(Math.abs(sum(lengths) / 4000 - 10)).toBeLessThan(3 * Math.sqrt(90 / 4000));
    const one = start({ continuation: 0 });
    expect(one.advance([0, 0]).status).toBe('terminated');
  });

  test('[IPD5] payoffs are parameters, given in part or whole', () => {
    const [first, second] = play(['CC', 'CD', 'DC', 'DD'], { payoffs: { cc: 3, cd: 0, dc: 5, dd: 1 } });
    expect([first, second]).toEqual([
      [3, 0, 5, 1],
      [3, 5, 0, 1],
    ]);
    expect(play(['CD'], { payoffs: { dc: 4 } })).toEqual([[-3], [4]]);
    expect(() => start({ payoffs: { cc: Infinity } })).toThrow();
  });

  test('[IPD6] a view shows the whole history and the totals from its seat’s side; a spectator sees seat 0’s', () => {
    const episode = start();
    episode.advance(actions('CD'));
    episode.advance(actions('DD'));
    expect(episode.view(1)).toEqual({
      round: 2,
      rounds: 16,
      continuation: 1,
      payoffs: { cc: -1, cd: -3, dc: 0, dd: -2 },
      history: [
        { own: 1, other: 0 },
        { own: 1, other: 1 },
      ],
      total: { own: -2, other: -5 },
    });
    expect(episode.view('spectator')).toEqual(episode.view(0));
    expect(episode.view(0).total).toEqual({ own: -5, other: -2 });
  });

  test('[IPD7] every round is counted as one of three events, exploitation with the seat that defected', () => {
    const episode = start();
    const kinds = (['CC', 'CD', 'DC', 'DD'] as const).map((joint) => episode.advance(actions(joint)).events);
    expect(kinds).toEqual([
      [{ kind: 'mutual-cooperation' }],
      [{ kind: 'exploitation', seat: 1 }],
      [{ kind: 'exploitation', seat: 0 }],
      [{ kind: 'mutual-defection' }],
    ]);
  });
});
