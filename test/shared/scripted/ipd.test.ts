import { describe, expect, test } from '@jest/globals';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { ipd, type IpdParams } from '../../../shared/games/ipd/game.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { IPD_PLAYERS } from '../../../shared/scripted/ipd/players.ts';
import type { MemoryOne } from '../../../shared/scripted/ipd/memoryOne.ts';
import { zeroDeterminant } from '../../../shared/scripted/ipd/zeroDeterminant.ts';
import { scriptedPlayer } from '../../../shared/scripted/registry.ts';
import { seatPlayer } from '../../../shared/seatedPlayer.ts';
import { playMatch } from '../../fixtures/match.ts';
import { discounted } from '../../fixtures/returns.ts';

const LOQA = ipd.params.parse({}).payoffs;
const AXELROD = { cc: 3, cd: 0, dc: 5, dd: 1 };
const letters = (actions: readonly unknown[]): string => actions.map((a) => 'CD'[a as number]).join('');
const moves = (text: string): number[] => text.split('').map((letter) => (letter === 'C' ? 0 : 1));

/** What a player answers to a sequence of moves. */
function answers(player: string, other: string, seed = 1): string {
  const own: unknown[] = [];
  playMatch({
    game: 'ipd',
    seats: [player, moves(other)],
    steps: other.length,
    seed,
    onActions: ([action]) => own.push(action),
  });
  return letters(own);
}

/** Share of cooperation over many rounds against a sequence that repeats. */
function cooperationRate(player: string, other: string, rounds: number): number {
  const cooperated = answers(player, other.repeat(Math.ceil(rounds / other.length)).slice(0, rounds));
  return cooperated.split('').filter((letter) => letter === 'C').length / rounds;
}

describe('scripted players of the iterated prisoner’s dilemma', () => {
  test.each([
    ['always-cooperate', 'CDDCD', 'CCCCC'],
    ['always-defect', 'CDDCC', 'DDDDD'],
    ['tit-for-tat', 'CDDCDC', 'CCDDCD'],
    ['suspicious-tit-for-tat', 'CDDCDC', 'DCDDCD'],
    ['tit-for-two-tats', 'DCDDDCDC', 'CCCCDDCC'],
    ['grim', 'CCDCCC', 'CCCDDD'],
    // After CC stay, after CD shift, after DC stay, after DD shift.
    ['win-stay-lose-shift', 'CDCDDCC', 'CCDDCDD'],
    ['alternator', 'DDDDD', 'CDCDC'],
    // One defection: one answer, two calm moves; the second counts two.
    ['gradual', 'DCCCDCCCCCC', 'CDCCCDDCCCC'],
    // Defections during the answer make the next answer longer: four of them by round 3.
    ['gradual', 'DDDDCCCCCC', 'CDCCDDDDCC'],
    ['random({"p":1})', 'DDD', 'CCC'],
    ['random({"p":0})', 'CCC', 'DDD'],
    ['generous-tit-for-tat({"generosity":0})', 'CDDCD', 'CCDDC'],
    ['generous-tit-for-tat({"generosity":1})', 'DDDD', 'CCCC'],
  ])('[SP1] %s answers %s with %s', (player, other, expected) => {
    expect(answers(player, other)).toBe(expected);
  });

  test.each([
    ['grim', 'CDC', 1],
    ['tit-for-two-tats', 'CDD', 1],
    ['gradual', 'CDC', 0],
    ['gradual', 'CCD', 1],
    ['tit-for-tat', 'CDC', 0],
    ['alternator', 'CCC', 1],
  ])('[SP1] [PL6] %s that takes a seat over after %s plays %p', (name, other, expected) => {
    const game = gameById('ipd');
    const episode = startAnyEpisode(game, {}, 1);
    moves(other).forEach((move) => episode.advance([0, move]));
    const params = game.params.parse({});
    const definition = scriptedPlayer('ipd', name);
    const player = seatPlayer({ definition, params, spec: episode.spec, seat: 0, seed: 1 });
    expect(player.decide(episode)).toBe(expected);
  });

  test('[SP1] tit-for-tat against always-defect earns what the hand calculation says', () => {
    const { rewards } = playMatch({ game: 'ipd', seats: ['tit-for-tat', 'always-defect'] });
    expect(discounted(rewards[0] ?? [], 0.9)).toBeCloseTo(-17.29395962, 8);
    expect(discounted(rewards[1] ?? [], 0.9)).toBeCloseTo(-14.29395962, 8);
  });

  test('[SP2] random and generous tit-for-tat cooperate as often as they should', () => {
    const bound = 3 * Math.sqrt(0.25 / 2000);
    expect(Math.abs(cooperationRate('random', 'CD', 2000) - 0.5)).toBeLessThan(bound);
    expect(Math.abs(cooperationRate('random({"p":0.2})', 'CD', 2000) - 0.2)).toBeLessThan(bound);
    // The payoffs give a generosity of one half: min(1 - 1/2, 1/2).
    expect(Math.abs(cooperationRate('generous-tit-for-tat', 'D', 2000) - 0.5)).toBeLessThan(bound);
    expect(cooperationRate('generous-tit-for-tat', 'C', 200)).toBe(1);
  });

  test('[SP3] extort-2 and generous zero-determinant have the published probabilities', () => {
    const extort = { chi: 2, baseline: 'punishment', share: 0.5 } as const;
    const generous = { chi: 2, baseline: 'reward', share: 1 } as const;
    const vector = ({ cc, cd, dc, dd }: MemoryOne): number[] => [cc, cd, dc, dd];
    const near = (strategy: MemoryOne, expected: readonly number[]): void =>
      vector(strategy).forEach((p, i) => expect(p).toBeCloseTo(expected[i] as number, 12));
    near(zeroDeterminant(AXELROD, extort), [8 / 9, 1 / 2, 1 / 3, 0]);
    near(zeroDeterminant(AXELROD, generous), [1, 1 / 8, 1, 1 / 4]);
    near(zeroDeterminant(LOQA, extort), [0.9, 0.5, 0.4, 0]);
    near(zeroDeterminant(LOQA, generous), [1, 0.2, 1, 0.2]);
  });

  test.each([
    ['extortion', 'punishment', -2],
    ['generosity', 'reward', -1],
  ] as const)('[SP3] %s forces own - B = 2 * (other - B) on any memory-one player', (_, baseline, base) => {
    const strategy = zeroDeterminant(LOQA, { chi: 2, baseline, share: 0.5 });
    for (const cc of [0.2, 0.8])
      for (const cd of [0.1, 0.6])
        for (const dc of [0.3, 0.9])
          for (const dd of [0.2, 0.7]) {
            const [own, other] = stationaryMeans(LOQA, strategy, { first: 1, cc, cd, dc, dd });
            expect(own - base).toBeCloseTo(2 * (other - base), 8);
          }
  });

  test('[SP3] payoffs that are no prisoner’s dilemma are refused', () => {
    const play = (): unknown =>
      playMatch({ game: 'ipd', seats: ['extort-2', 'grim'], params: { payoffs: { dc: -1.5 } } });
    expect(play).toThrow('expected payoffs with dc > cc > dd > cd');
  });

  test('[SP4] the names are those of the catalogue', () => {
    expect(IPD_PLAYERS.map(({ name }) => name)).toEqual([
      'always-cooperate',
      'always-defect',
      'random',
      'tit-for-tat',
      'generous-tit-for-tat',
      'suspicious-tit-for-tat',
      'tit-for-two-tats',
      'grim',
      'win-stay-lose-shift',
      'gradual',
      'alternator',
      'extort-2',
      'generous-zero-determinant',
      'end-defector',
      'prober',
      'tester',
      'milker',
      'extort-3',
    ]);
  });
});

/** Mean rewards per round in the long run, by iterating the chain over CC, CD, DC, DD (own move first). */
function stationaryMeans(payoffs: IpdParams['payoffs'], own: MemoryOne, other: MemoryOne): [number, number] {
  const ownC = [own.cc, own.cd, own.dc, own.dd];
  const otherC = [other.cc, other.dc, other.cd, other.dd];
  let chance = [0.25, 0.25, 0.25, 0.25];
  for (let i = 0; i < 3000; i += 1) {
    const next = [0, 0, 0, 0];
    chance.forEach((weight, state) => {
      const a = ownC[state] as number;
      const b = otherC[state] as number;
      [a * b, a * (1 - b), (1 - a) * b, (1 - a) * (1 - b)].forEach((p, to) => {
        next[to] = (next[to] as number) + weight * p;
      });
    });
    chance = next;
  }
  const mean = (rewards: number[]): number =>
    rewards.reduce((sum, r, i) => sum + r * (chance[i] as number), 0);
  const { cc, cd, dc, dd } = payoffs;
  return [mean([cc, cd, dc, dd]), mean([cc, dc, cd, dd])];
}
