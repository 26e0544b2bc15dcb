import { expect, test } from '@jest/globals';
import { startEpisode } from '../../../shared/episode.ts';
import { harvest } from '../../../shared/games/harvest/game.ts';
import { copyState, type HarvestState } from '../../../shared/games/harvest/state.ts';
import { layoutOf } from '../../../shared/games/harvest/layout.ts';
import { SMALL_MAP } from '../../../shared/games/harvest/map.ts';
import { RandomStream } from '../../../shared/random.ts';

test('[CH16] an episode has 1099 + 100 G steps, G geometric with .15, at most 5000', () => {
  const params = harvest.params.parse({});
  const n = 3000;
  const lengths = Array.from({ length: n }, (_, seed) => {
    return harvest.reset(params, new RandomStream(seed, 'reset')).length;
  });
  expect(lengths.every((length) => length === 5000 || (length - 1099) % 100 === 0)).toBe(true);
  expect(Math.min(...lengths)).toBe(1099);
  // G has variance .85 / .15^2 = 37.8, so a length has a standard deviation of about 610.
  const mean = lengths.reduce((a, b) => a + b, 0) / n;
  expect(Math.abs(mean - 1664.7)).toBeLessThan((4 * 610) / Math.sqrt(n));
  const shortest = lengths.filter((length) => length === 1099).length / n;
  expect(Math.abs(shortest - 0.15)).toBeLessThan(4 * Math.sqrt((0.15 * 0.85) / n));
});

test('[CH16] the step of that number terminates the episode, whatever anybody does', () => {
  const episode = startEpisode({ game: harvest, params: harvest.params.parse({}), seed: 11 });
  const length = episode.state.length;
  while (episode.status === 'running') episode.advance([0, 0, 0, 0, 0, 0, 0]);
  expect([episode.step, episode.status]).toEqual([length, 'terminated']);
});

test('[CH16] the cap holds, also where the interval steps over it', () => {
  const params = harvest.params.parse({
    episode: { minimum: 10, interval: 7, endProbability: 0.000001, cap: 20 },
  });
  expect(harvest.spec(params).maxSteps).toBe(20);
  expect(harvest.reset(params, new RandomStream(1, 'reset')).length).toBe(20);
});

test('[CH24] buffers that are used again give the same states as new ones, byte for byte', () => {
  const params = harvest.params.parse({});
  const rng = new RandomStream(2, 'play');
  let state = harvest.reset(params, new RandomStream(2, 'reset'));
  let recycled: HarvestState | undefined;
  for (let t = 0; t < 400; t += 1) {
    const actions = Array.from({ length: 7 }, () => rng.int(8));
    const before = Buffer.from(state.bytes);
    const fresh = harvest.step(params, state, actions, new RandomStream(2, 'step', t));
    const reused = harvest.step(params, state, actions, new RandomStream(2, 'step', t), recycled);
    expect(Buffer.compare(fresh.state.bytes, reused.state.bytes)).toBe(0);
    expect({ ...reused, state: 0 }).toEqual({ ...fresh, state: 0 });
    expect(reused.state).toMatchObject({ step: fresh.state.step, numBeams: fresh.state.numBeams });
    expect(Buffer.compare(before, state.bytes)).toBe(0);
    recycled = state;
    state = reused.state;
  }
});

test('[CH24] layouts of several parameters do not mix', () => {
  const one = harvest.params.parse({});
  const two = harvest.params.parse({ map: SMALL_MAP, seats: 3 });
  const play = (alternate: boolean): number[] => {
    const states = [one, two].map((p) => harvest.reset(p, new RandomStream(9, 'reset')));
    for (let t = 0; t < 50; t += 1) {
      for (const [i, p] of [one, two].entries()) {
        if (!alternate && i === 1) continue;
        const actions = Array.from({ length: p.seats }, (_, seat) => (t + seat) % 8);
        states[i] = harvest.step(p, states[i] as HarvestState, actions, new RandomStream(9, 'step', t)).state;
      }
    }
    return [...(states[0] as HarvestState).bytes];
  };
  expect(play(true)).toEqual(play(false));
});

test('[CH24] one seat alone and sixteen together can play', () => {
  for (const seats of [1, 16]) {
    const params = harvest.params.parse({ seats });
    const episode = startEpisode({ game: harvest, params, seed: seats, steps: 300 });
    const rng = new RandomStream(seats, 'play');
    while (episode.status === 'running') episode.advance(Array.from({ length: seats }, () => rng.int(8)));
    const eaten = copyState(layoutOf(params), episode.state).total;
    expect([...eaten]).toEqual(episode.returns);
  }
});
