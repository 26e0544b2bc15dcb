import { describe, expect, test } from '@jest/globals';
import { coin, DOWN, LEFT, RIGHT, UP, type CoinState } from '../../../shared/games/coin/game.ts';
import type { AnyPlayer } from '../../../shared/player.ts';
import { RandomStream } from '../../../shared/random.ts';
import { scriptedPlayer, scriptedPlayersOf } from '../../../shared/scripted/registry.ts';
import { playMatch } from '../../fixtures/match.ts';

const defaults = coin.params.parse({});
const at = (row: number, column: number, columns = 3): number => row * columns + column;

const stateWith = (overrides: Partial<CoinState>): CoinState => ({
  step: 0,
  cells: [at(0, 0), at(2, 2)],
  coin: at(0, 1),
  owner: 0,
  lastMoves: [LEFT, LEFT],
  lastRewards: [0, 0],
  lastTakers: 0,
  totals: [0, 0],
  ...overrides,
});

interface Asked {
  readonly player: AnyPlayer;
  readonly state: CoinState;
  readonly params?: typeof defaults;
  readonly memory?: unknown;
}

/** Every action that seat 0 may choose here, and the memory it goes on with. */
function choices({ player, state, params = defaults, memory }: Asked): { moves: number[]; memory: unknown } {
  const start = { params, spec: coin.spec(params), seat: 0, options: player.options.parse({}) };
  const view = coin.view(params, state, 0);
  let kept = memory ?? player.begin(start);
  const before = kept;
  const moves = new Set<number>();
  for (let i = 0; i < 60; i += 1) {
    const rng = new RandomStream(i, 'choice');
    const decision = player.decide({ ...start, step: 0, view, memory: before, rng });
    moves.add(decision.action as number);
    kept = decision.memory;
  }
  return { moves: [...moves].sort((a, b) => a - b), memory: kept };
}

describe('scripted players of the Coin Game', () => {
  const cooperator = scriptedPlayer('coin', 'always-cooperate');
  const defector = scriptedPlayer('coin', 'always-defect');
  const reciprocator = scriptedPlayer('coin', 'reciprocator');

  test('[SP5] always-cooperate goes for its own coin the shortest way round the torus, ties at random', () => {
    expect(choices({ player: cooperator, state: stateWith({ coin: at(0, 1) }) }).moves).toEqual([RIGHT]);
    expect(choices({ player: cooperator, state: stateWith({ coin: at(0, 2) }) }).moves).toEqual([LEFT]);
    expect(choices({ player: cooperator, state: stateWith({ coin: at(2, 0) }) }).moves).toEqual([UP]);
    expect(choices({ player: cooperator, state: stateWith({ coin: at(1, 1) }) }).moves).toEqual([
      RIGHT,
      DOWN,
    ]);
  });

  test('[SP5] always-cooperate goes away from the other’s coin', () => {
    // From (0,0) with the coin at (0,1): left leaves 1, right 0, up and down 2.
    expect(choices({ player: cooperator, state: stateWith({ owner: 1 }) }).moves).toEqual([UP, DOWN]);
    // At (1,1) away from it: left and up both leave 2, right and down 1.
    const far = stateWith({ owner: 1, coin: at(1, 1) });
    expect(choices({ player: cooperator, state: far }).moves).toEqual([LEFT, UP]);
  });

  test('[SP5] always-defect goes for every coin, also on a board that is not square', () => {
    expect(choices({ player: defector, state: stateWith({ owner: 1 }) }).moves).toEqual([RIGHT]);
    const params = coin.params.parse({ rows: 4, columns: 5 });
    const state = stateWith({ cells: [at(0, 0, 5), at(2, 2, 5)], coin: at(3, 3, 5), owner: 1 });
    expect(choices({ player: defector, state, params }).moves).toEqual([LEFT, UP]);
  });

  test('[SP6] reciprocator takes the other’s coin after a theft, until paid back or seven steps later', () => {
    const theft = stateWith({ owner: 1, lastTakers: 2 });
    const quiet = stateWith({ owner: 1 });
    const repaid = stateWith({ owner: 0, lastTakers: 1 });
    expect(coin.view(defaults, theft, 0).last?.took).toEqual({ own: null, other: 'own' });
    const angry = choices({ player: reciprocator, state: theft });
    expect(angry).toEqual({ moves: [RIGHT], memory: 1 });
    expect(choices({ player: reciprocator, state: repaid, memory: 0.9 }).memory).toBeCloseTo(-0.19, 12);
    const patience: boolean[] = [];
    let { memory } = angry;
    for (let step = 1; step <= 8; step += 1) {
      const after = choices({ player: reciprocator, state: quiet, memory });
      patience.push(after.moves.join() === [UP, DOWN].join());
      ({ memory } = after);
    }
    expect(patience).toEqual([false, false, false, false, false, false, true, true]);
  });

  test('[SP6] two reciprocators play like two cooperators', () => {
    const means = (player: string): readonly number[] =>
      playMatch({ game: 'coin', seats: [player, player], seed: 5 }).returns;
    expect(means('reciprocator')).toEqual(means('always-cooperate'));
  });

  test('[SP4] the names are those of the catalogue', () => {
    expect([...scriptedPlayersOf('coin').keys()]).toEqual([
      'always-cooperate',
      'always-defect',
      'reciprocator',
      'end-defector',
      'prober',
      'skimmer',
      'random',
    ]);
  });
});

/** Mean and standard error of the reward per step, over episodes. */
function perStep(seats: readonly string[], steps: number, episodes: number): { mean: number; se: number }[] {
  const returns = seats.map((): number[] => []);
  for (let seed = 0; seed < episodes; seed += 1) {
    playMatch({ game: 'coin', seats, steps, seed }).returns.forEach((r, seat) =>
      returns[seat]?.push(r / steps),
    );
  }
  return returns.map((values) => {
    const mean = values.reduce((a, b) => a + b, 0) / episodes;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (episodes - 1);
    return { mean, se: Math.sqrt(variance / episodes) };
  });
}

describe('Coin Game statistics, from an independent simulation of the rules', () => {
  const AC = 'always-cooperate';
  const AD = 'always-defect';
  test.each([
    [16, AC, AC, [0.345, 0.345]],
    [50, AC, AC, [0.348, 0.348]],
    [16, AD, AD, [0, 0]],
    [50, AD, AD, [0, 0]],
    [16, AC, AD, [-0.267, 0.633]],
    [50, AC, AD, [-0.269, 0.639]],
    [16, 'random', AC, [0.115, 0.064]],
    [50, 'random', AC, [0.112, 0.06]],
    [16, 'random', AD, [-0.526, 0.523]],
    [50, 'random', AD, [-0.529, 0.528]],
    [16, 'random', 'random', [0, 0]],
    [50, 'random', 'random', [0.001, 0.001]],
  ])('[CG9] %p steps of %s against %s pay %p per step, within 3 standard errors', (steps, a, b, expected) => {
    const measured = perStep([a, b], steps, steps === 16 ? 1200 : 500);
    // The expected figures are rounded to three decimals and have an error of their own, about 0.001 to 0.002.
    const ofReference = 0.002;
    expected.forEach((mean, seat) => {
      const { mean: got, se } = measured[seat] as { mean: number; se: number };
      expect(se).toBeLessThan(0.02);
      expect(Math.abs(got - mean)).toBeLessThan(3 * Math.hypot(se, ofReference));
    });
  });
});
