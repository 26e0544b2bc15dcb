import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Game, SparseFeatures } from '../../shared/game.ts';
import * as contract from '../fixtures/gameContract.ts';

interface Params {
  readonly start: number;
}
interface State {
  readonly sum: number;
  readonly secret: number;
  readonly bytes: Uint8Array;
}
type Toy = Game<Params, State, unknown>;

/** A game without faults: seat 0 must not know the secret. */
const sound: Toy = {
  id: 'toy',
  title: 'Toy',
  summary: 'Two seats add bits.',
  rulesVersion: 1,
  params: z.strictObject({ start: z.int().default(0) }),
  presets: [{ id: 'only', title: 'Only', params: {} }],
  spec: () => ({
    numSeats: 2,
    actions: { kind: 'discrete', names: ['zero', 'one'] },
    defaultAction: 0,
    observation: { shape: [2], dtype: 'uint8', low: 0, high: 200 },
    maxSteps: 40,
    pace: { kind: 'turns', seconds: 1 },
  }),
  reset: (p, rng) => ({ sum: p.start, secret: rng.int(100), bytes: new Uint8Array(1) }),
  step(_p, state, actions, rng, recycled) {
    const bytes = recycled?.bytes ?? new Uint8Array(1);
    bytes[0] = ((state.bytes[0] as number) + (actions[0] as number)) % 200;
    const sum = state.sum + (actions[1] as number);
    return {
      state: { sum, secret: rng.int(100), bytes },
      rewards: [sum, 0],
      terminated: false,
      events: [{ kind: 'added' }],
    };
  },
  observe(_p, state, _seat, out) {
    out[0] = state.bytes[0] as number;
    out[1] = 0;
  },
  view: (_p, state) => ({ sum: state.sum, byte: state.bytes[0] }),
  features: {
    size: () => 400,
    longest: () => 2,
    write(_p, state, seat, out, at) {
      out[at] = state.bytes[0] as number;
      out[at + 1] = 200 + seat;
      return 2;
    },
  },
  scrambleHidden: (_p, state, _seat, rng) => ({ ...state, secret: rng.int(100) }),
};

const checks = {
  determinism: contract.checkDeterminism,
  purity: contract.checkPurity,
  recycling: contract.checkRecycling,
  observations: contract.checkObservations,
  features: contract.checkFeatures,
  secrecy: contract.checkSecrecy,
  'random play': contract.checkRandomPlay,
  views: contract.checkViews,
} as const;
type Check = keyof typeof checks;
const run = (game: Toy): contract.ContractRun => ({
  game,
  params: {},
  seed: 4,
  steps: 20,
});

const soundFeatures = sound.features as SparseFeatures<Params, State>;
const featuresThat = (
  spoil: (state: State, out: Uint16Array, at: number) => void,
): SparseFeatures<Params, State> => ({
  ...soundFeatures,
  write(p, state, _seat, out, at) {
    const length = soundFeatures.write(p, state, 0, out, at);
    spoil(state, out, at);
    return length;
  },
});

let calls = 0;
const faults: readonly (readonly [string, Check, Partial<Toy>])[] = [
  [
    'counts its own calls',
    'determinism',
    { reset: () => ({ sum: (calls += 1), secret: 0, bytes: new Uint8Array(1) }) },
  ],
  [
    'writes into the state’s bytes',
    'purity',
    {
      step: (p, state, actions, rng) => {
        state.bytes[0] = (state.bytes[0] as number) + 1;
        return sound.step(p, state, actions, rng);
      },
    },
  ],
  [
    'writes into the state itself',
    'purity',
    {
      view: (_p, state) => {
        (state as { sum: number }).sum += 1;
        return {};
      },
    },
  ],
  [
    'forgets to overwrite what it recycles',
    'recycling',
    {
      step: (p, state, actions, rng, recycled) => {
        const { state: next, ...rest } = sound.step(p, state, actions, rng);
        return { ...rest, state: recycled ? { ...next, bytes: recycled.bytes } : next };
      },
    },
  ],
  ['hands out bytes that it will overwrite', 'recycling', { view: (_p, state) => ({ bytes: state.bytes }) }],
  [
    'leaves a part of the buffer as it was',
    'observations',
    { observe: (_p, _s, _seat, out) => void (out[0] = 1) },
  ],
  ['writes values above the range', 'observations', { observe: (_p, _s, _seat, out) => void out.fill(201) }],
  [
    'shows the secret to learners',
    'secrecy',
    { observe: (_p, state, _seat, out) => void out.fill(state.secret) },
  ],
  [
    'shows the secret among the features',
    'secrecy',
    { features: featuresThat((state, out, at) => void (out[at] = state.secret)) },
  ],
  [
    'has a feature beyond the size',
    'features',
    { features: featuresThat((_s, out, at) => void (out[at] = 400)) },
  ],
  ['has a feature twice', 'features', { features: featuresThat((_s, out, at) => void (out[at] = 200)) }],
  [
    'writes features before the list',
    'features',
    { features: featuresThat((_s, out, at) => void (out[at - 1] = 1)) },
  ],
  ['has more features than it says', 'features', { features: { ...soundFeatures, longest: () => 1 } }],
  ['forgets to write a feature', 'features', { features: { ...soundFeatures, write: () => 1 } }],
  ['shows the secret to people', 'secrecy', { view: (_p, state) => ({ secret: state.secret }) }],
  [
    'pays no number',
    'random play',
    { step: (...all) => ({ ...sound.step(...all), rewards: [Number.NaN, 0] }) },
  ],
  ['shows undefined', 'views', { view: () => ({ nothing: undefined }) }],
];

describe('the contract suite itself', () => {
  test.each(Object.keys(checks) as Check[])('a sound game passes the check of %s', (check) => {
    checks[check](run(sound));
  });

  test.each(faults)('a game that %s fails the check of %s', (_fault, check, overrides) => {
    const faulty = run({ ...sound, ...overrides });
    expect(() => checks[check](faulty)).toThrow();
  });
});
