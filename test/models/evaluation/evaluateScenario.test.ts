import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { resolveContestants, type Contestant } from '../../../models/evaluation/contestants.ts';
import { episodeSeed } from '../../../models/evaluation/episodeSeed.ts';
import { evaluateScenario, seatingOf } from '../../../models/evaluation/evaluateScenario.ts';
import { isBarren } from '../../../models/evaluation/measures/harvestWitness.ts';
import { scenarioSchema, type ScenarioInput } from '../../../models/evaluation/scenarios/scenario.ts';
import { resolvePlayers } from '../../../models/players/resolvePlayers.ts';
import { gameById } from '../../../shared/games/registry.ts';
import type { HarvestState } from '../../../shared/games/harvest/state.ts';
import { playEpisode } from '../../../shared/playEpisode.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();
const seconds = (): number => 0;

const SMALL = { episode: { minimum: 60, interval: 10, endProbability: 0.5, cap: 100 } };

function makeScenario(overrides: Partial<ScenarioInput> = {}) {
  return scenarioSchema.parse({
    id: 'harvest/test',
    game: 'harvest',
    summary: 'A test.',
    params: SMALL,
    focal: { drawn: 4 },
    background: ['scripted:greedy-zapper', 'scripted:restrained', 'scripted:random'],
    ...overrides,
  });
}

const sources = () => ({ directory: scratch(), codeVersion: 'test' });
const contestants = (game: string, ...refs: string[]) => resolveContestants(game, refs, sources());
const one = async (game: string, ref: string) => (await contestants(game, ref))[0] as Contestant;

/** The scenario's episodes, one after the other, as `simulate` would play them. */
async function playedAlone(scenario: ReturnType<typeof makeScenario>, focal: Contestant, episodes: number) {
  const game = gameById(scenario.game);
  const params = game.params.parse(scenario.params);
  const background = await contestants(scenario.game, ...scenario.background);
  const returns: (readonly number[])[] = [];
  for (let i = 0; i < episodes; i += 1) {
    const seed = episodeSeed(5, i);
    const { seats } = seatingOf({ scenario, focal, background }, game.spec(params).numSeats, seed);
    const players = await resolvePlayers(
      game.id,
      seats.map(({ ref }) => ref),
      sources(),
    );
    returns.push(playEpisode({ game, params, seed, players }).returns);
  }
  return returns;
}

describe('evaluateScenario', () => {
  test.each([1, 2, 32])(
    '[EV5] with %d episodes side by side it plays what each alone would be',
    async (lanes) => {
      const scenario = makeScenario();
      const focal = await one('harvest', 'scripted:bush-guard');
      const background = await contestants('harvest', ...scenario.background);
      const played = await evaluateScenario({
        scenario,
        focal,
        background,
        episodes: 5,
        seed: 5,
        seconds,
        lanes,
      });
      expect(played?.map(({ returns }) => returns)).toEqual(await playedAlone(scenario, focal, 5));
      for (const { steps, players, focalSeats } of played ?? []) {
        expect(steps).toBeGreaterThanOrEqual(60);
        expect(focalSeats.map((seat) => players[seat])).toEqual(Array(4).fill('scripted:bush-guard'));
      }
    },
  );

  test('[EV5] an agent, decided for all its seats at once, plays as it does in one seat', async () => {
    const { meta } = await saveAgent({ agents: join(scratch(), 'data', 'agents') }, { game: 'ipd', seed: 3 });
    const ref = `agent:${meta.id}`;
    const scenario = makeScenario({
      id: 'ipd/test',
      game: 'ipd',
      params: { rounds: 12 },
      focal: { drawn: 1 },
      background: [ref, 'scripted:random'],
    });
    const focal = await one('ipd', ref);
    const background = await contestants('ipd', ...scenario.background);
    const played = await evaluateScenario({ scenario, focal, background, episodes: 20, seed: 5, seconds });
    expect(played?.map(({ returns }) => returns)).toEqual(await playedAlone(scenario, focal, 20));
    expect(new Set(played?.map(({ returns }) => returns.join())).size).toBeGreaterThan(5);
  });

  test('[EV5] an arena that is left when nothing can grow any more has the same returns', async () => {
    const scenario = makeScenario({ background: ['scripted:greedy'] });
    const focal = await one('harvest', 'scripted:greedy');
    const background = await contestants('harvest', 'scripted:greedy');
    const options = { scenario, focal, background, episodes: 4, seed: 2, seconds };
    const whole = await evaluateScenario(options);
    const left = await evaluateScenario({
      ...options,
      isSettled: ({ state }) => isBarren(state as HarvestState),
    });
    expect(left?.map(({ returns }) => returns)).toEqual(whole?.map(({ returns }) => returns));
    const stepsOf = (played: typeof whole) => played?.reduce((sum, { steps }) => sum + steps, 0) ?? 0;
    expect(stepsOf(left)).toBeLessThan(stepsOf(whole));
  });

  test('[EV5] it can be told to stop, and refuses an agent of another game', async () => {
    const scenario = makeScenario({ focal: 'all', background: [] });
    const focal = await one('harvest', 'scripted:random');
    let looks = 0;
    const options = { scenario, focal, background: [], episodes: 3, seed: 1, seconds: () => (looks += 1) };
    expect(await evaluateScenario({ ...options, breathe: () => Promise.resolve('stop') })).toBeUndefined();
    const { meta } = await saveAgent(
      { agents: join(scratch(), 'data', 'agents') },
      { game: 'coin', seed: 3 },
    );
    const agent = await one('coin', `agent:${meta.id}`);
    await expect(evaluateScenario({ ...options, focal: agent })).rejects.toThrow(
      /expected a game of 36 observed numbers and 4 outputs, which it was trained in, got 243 observed numbers and 8/,
    );
  });
});

describe('seatingOf', () => {
  const player = (ref: string): Contestant => ({
    ref,
    version: null,
    controller: { sit: () => 0, decide: () => [] },
  });
  const [focal, a, b] = [player('focal'), player('a'), player('b')];
  const seatings = (scenario: ReturnType<typeof makeScenario>, who = focal) =>
    Array.from({ length: 400 }, (_, i) =>
      seatingOf({ scenario, focal: who, background: [a, b] }, 7, episodeSeed(1, i)),
    );

  test('[EV6] draws one of the population for every other seat, with replacement, the same for every focal', () => {
    const scenario = makeScenario({ focal: { seats: [0, 1, 2, 3, 4] } });
    const drawn = seatings(scenario).map(({ seats }) => seats.map(({ ref }) => ref));
    for (const refs of drawn) expect(refs.slice(0, 5)).toEqual(Array(5).fill('focal'));
    const pairs = drawn.map((refs) => refs.slice(5).join(''));
    // Each of four pairs: mean 100, standard deviation 8.7.
    for (const pair of ['aa', 'ab', 'ba', 'bb']) {
      expect(Math.abs(pairs.filter((other) => other === pair).length - 100)).toBeLessThan(35);
    }
    const others = seatings(scenario, player('another')).map(({ seats }) => seats.slice(5));
    expect(others).toEqual(seatings(scenario).map(({ seats }) => seats.slice(5)));
  });

  test('[EV6] draws the focal seats of each episode if the scenario says so', () => {
    const drawn = seatings(makeScenario({ focal: { drawn: 5 } })).map(({ focalSeats }) => focalSeats);
    for (const seats of drawn) {
      expect(new Set(seats).size).toBe(5);
      expect(seats).toEqual(seats.toSorted((x, y) => x - y));
    }
    // Each seat in five of seven: mean 286, standard deviation 9.
    for (let seat = 0; seat < 7; seat += 1) {
      expect(Math.abs(drawn.filter((seats) => seats.includes(seat)).length - 286)).toBeLessThan(36);
    }
  });

  test('[EV6] refuses seats that the game lacks and a background of nobody', () => {
    const seating = (overrides: Partial<ScenarioInput>, background = [a]) =>
      seatingOf({ scenario: makeScenario(overrides), focal, background }, 7, 1);
    expect(() => seating({ focal: { seats: [7] } })).toThrow(
      'expected focal seats within 7 seats, got {"seats":[7]}',
    );
    expect(() => seating({ focal: { drawn: 8 } })).toThrow(
      'expected focal seats within 7 seats, got {"drawn":8}',
    );
    expect(() => seating({}, [])).toThrow('expected a background for harvest/test, got none');
    expect(seating({ focal: 'all' }, []).focalSeats).toHaveLength(7);
  });
});
