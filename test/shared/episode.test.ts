import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startAnyEpisode, startEpisode, type EpisodeOptions } from '../../shared/episode.ts';
import {
  NO_EVENTS,
  observationBuffer,
  observationLength,
  type Game,
  type SparseFeatures,
} from '../../shared/game.ts';
import { RandomStream } from '../../shared/random.ts';

interface Params {
  readonly endsAfter: number;
}
interface State {
  readonly step: number;
  readonly start: number;
  readonly draws: readonly number[];
}
interface Toy extends Game<Params, State, { readonly step: number; readonly seat: number | 'spectator' }> {
  readonly recycled: (State | undefined)[];
}

/** Three seats; each is paid its own action; notes every first draw and every state that it may overwrite. */
function toy(): Toy {
  const recycled: (State | undefined)[] = [];
  return {
    recycled,
    id: 'toy',
    title: 'Toy',
    summary: 'Pays what is played.',
    rulesVersion: 1,
    params: z.strictObject({ endsAfter: z.int().default(100) }),
    presets: [{ id: 'only', title: 'Only', params: {} }],
    spec: () => ({
      numSeats: 3,
      actions: { kind: 'discrete', names: ['zero', 'one', 'two'] },
      defaultAction: 0,
      observation: { shape: [2, 3], dtype: 'uint8', low: 0, high: 9 },
      maxSteps: 5,
      pace: { kind: 'ticks', perSecond: 8 },
    }),
    reset: (_p, rng) => ({ step: 0, start: rng.uint32(), draws: [] }),
    step(p, state, actions, rng, spare) {
      recycled.push(spare);
      const step = state.step + 1;
      return {
        state: { ...state, step, draws: [...state.draws, rng.uint32()] },
        rewards: actions as readonly number[],
        terminated: step >= p.endsAfter,
        events: NO_EVENTS,
      };
    },
    observe: (_p, state, seat, out) => void out.fill(state.step + seat),
    view: (_p, state, seat) => ({ step: state.step, seat }),
    scrambleHidden: (_p, state) => state,
  };
}

type Overrides = Partial<EpisodeOptions<Params, State, unknown, { kind: string }>>;
const start = (overrides: Overrides = {}) =>
  startEpisode({ game: toy(), params: { endsAfter: 100 }, seed: 11, ...overrides });

describe('episodes', () => {
  test('[EP1] reset draws from (seed, reset), step t from (seed, step, t), whatever was drawn before', () => {
    const episode = start();
    while (episode.status === 'running') episode.advance([0, 0, 0]);
    expect(episode.state.start).toBe(new RandomStream(11, 'reset').uint32());
    const expected = [0, 1, 2, 3, 4].map((step) => new RandomStream(11, 'step', step).uint32());
    expect(episode.state.draws).toEqual(expected);
  });

  test('[EP2] at the last step an episode is truncated', () => {
    const episode = start();
    const results = [1, 2, 3, 4, 5].map(() => episode.advance([0, 1, 2]));
    expect(results.map(({ step, status }) => [step, status])).toEqual([
      [0, 'running'],
      [1, 'running'],
      [2, 'running'],
      [3, 'running'],
      [4, 'truncated'],
    ]);
  });

  test('[EP3] when the rules say so an episode is terminated, also at its last step', () => {
    for (const endsAfter of [2, 5]) {
      const episode = start({ params: { endsAfter } });
      while (episode.status === 'running') episode.advance([0, 0, 0]);
      expect([episode.step, episode.status]).toEqual([endsAfter, 'terminated']);
    }
  });

  test('[EP4] with `steps` given an episode has exactly these, and the game’s own ending is off', () => {
    for (const steps of [1, 3, 8]) {
      const episode = start({ params: { endsAfter: 2 }, steps });
      while (episode.status === 'running') episode.advance([0, 0, 0]);
      expect([episode.step, episode.status]).toEqual([steps, 'truncated']);
    }
    for (const steps of [0, -1, 1.5, Number.NaN]) {
      expect(() => start({ steps })).toThrow(`whole number from 1 up, got ${steps}`);
    }
  });

  test('[EP5] returns are the sums of rewards', () => {
    const episode = start();
    expect(episode.returns).toEqual([0, 0, 0]);
    episode.advance([0, 1, 2]);
    expect(episode.advance([2, 1, 2]).rewards).toEqual([2, 1, 2]);
    expect(episode.returns).toEqual([2, 2, 4]);
  });

  test('[EP6] a wrong number of actions, or one outside the space, is refused and changes nothing', () => {
    const episode = start();
    expect(() => episode.advance([0, 1])).toThrow('expected 3 actions, got 2');
    expect(() => episode.advance([0, 1, 3])).toThrow('seat 2: expected a whole number from 0 to 2');
    expect([episode.step, episode.returns, episode.state.step]).toEqual([0, [0, 0, 0], 0]);
  });

  test('[EP7] an episode that is over refuses to go on', () => {
    const episode = start({ steps: 1 });
    episode.advance([0, 0, 0]);
    expect(() => episode.advance([0, 0, 0])).toThrow('expected a running episode, got one that is truncated');
  });

  test('[EP8] rules may overwrite only the state before the present one', () => {
    const game = toy();
    const episode = start({ game });
    const states: State[] = [episode.state];
    for (let i = 0; i < 4; i += 1) {
      episode.advance([0, 0, 0]);
      states.push(episode.state);
    }
    expect(game.recycled).toEqual([undefined, states[0], states[1], states[2]]);
    game.recycled.forEach((state, step) => expect(state).not.toBe(states[step]));
  });

  test('[EP8] with states kept, rules may overwrite none', () => {
    const game = toy();
    const episode = start({ game, states: 'kept' });
    for (let i = 0; i < 4; i += 1) episode.advance([0, 0, 0]);
    expect(game.recycled).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('[EP11] an episode that goes on from a point makes the same steps as the one that came there', () => {
    const whole = start();
    whole.advance([0, 1, 2]);
    whole.advance([1, 1, 1]);
    const from = { step: whole.step, state: whole.state, returns: [...whole.returns] };
    const rest = start({ from });
    expect(rest.advance([2, 0, 0])).toEqual(whole.advance([2, 0, 0]));
    expect([rest.state, rest.returns, rest.step]).toEqual([whole.state, whole.returns, whole.step]);
    expect(from.returns).toEqual([1, 2, 3]);
  });

  test('[EP11] the point that an episode starts from is never overwritten', () => {
    const game = toy();
    const first = start();
    first.advance([0, 0, 0]);
    const episode = start({ game, from: { step: 1, state: first.state, returns: [0, 0, 0] } });
    episode.advance([0, 0, 0]);
    const { state } = episode;
    episode.advance([0, 0, 0]);
    episode.advance([0, 0, 0]);
    expect(game.recycled).toEqual([undefined, undefined, state]);
  });

  test('[EP9] observe and view speak of the present state', () => {
    const episode = start();
    episode.advance([0, 0, 0]);
    const out = observationBuffer(episode.spec);
    expect([out.constructor.name, out.length, observationLength(episode.spec)]).toEqual(['Uint8Array', 6, 6]);
    episode.observe(2, out);
    expect([...out]).toEqual([3, 3, 3, 3, 3, 3]);
    expect(episode.view('spectator')).toEqual({ step: 1, seat: 'spectator' });
  });

  test('[EP12] features and privileged features speak of the present state', () => {
    const write = (shift: number): SparseFeatures<Params, State> => ({
      size: () => 100,
      longest: () => 2,
      write(_p, state, seat, out, at) {
        out[at] = shift + state.step;
        out[at + 1] = shift + 10 + seat;
        return 2;
      },
    });
    const game = { ...toy(), features: write(20), privileged: write(50) };
    const episode = startEpisode({ game, params: { endsAfter: 100 }, seed: 11 });
    episode.advance([0, 0, 0]);
    const out = new Uint16Array(6);
    expect(episode.features(2, out, 1)).toBe(2);
    expect(episode.privileged(1, out, 3)).toBe(2);
    expect([...out]).toEqual([0, 21, 32, 51, 61, 0]);
  });

  test('[EP12] a game without features says so', () => {
    const out = new Uint16Array(9);
    expect(() => start().features(0, out, 0)).toThrow(
      new RangeError('expected a game with features, got toy'),
    );
    expect(() => start().privileged(0, out, 0)).toThrow('expected a game with privileged, got toy');
  });

  test('[EP10] a game known by name alone parses its parameters', () => {
    expect(() => startAnyEpisode(toy(), { endsAfter: 'soon' }, 1)).toThrow('endsAfter');
    const episode = startAnyEpisode(toy(), { endsAfter: 1 }, 1, 2);
    episode.advance([0, 0, 0]);
    expect(episode.status).toBe('running');
    expect(startAnyEpisode(toy(), {}, 1).spec.maxSteps).toBe(5);
  });
});
