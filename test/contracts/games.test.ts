import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { assert, constantFrom, integer, property } from 'fast-check';
import { gameById, GAME_IDS, type GameId } from '../../shared/games/registry.ts';
import * as contract from '../fixtures/gameContract.ts';
import { replayPlaythrough, type Playthrough } from '../fixtures/playthrough.ts';

const playthroughs = new URL('../playthroughs/', import.meta.url);

/** Checked besides the presets: parameters far from the paper's. */
const variants: Partial<Record<GameId, readonly object[]>> = {
  ipd: [{ continuation: 0.8, payoffs: { cc: 3, cd: 0, dc: 5, dd: 1 } }],
  coin: [
    { rows: 4, columns: 5, penalty: -0.5 },
    { rows: 2, columns: 2 },
  ],
  negotiation: [
    { items: 1, maxProposal: 0.3, values: { low: 0, high: 0.7 } },
    { items: 8, rewardDivisor: 3 },
  ],
};

describe.each(GAME_IDS)('contract of the game %s', (id) => {
  const game = gameById(id);
  // Small rooms move fast through their states; a large one needs more steps before anything hidden matters.
  const steps = game.spec(game.params.parse({})).pace.kind === 'ticks' ? 80 : 40;
  const seeds = [1, 2 ** 40 + 7];
  const inputs = [...game.presets.map(({ params }) => params), ...(variants[id] ?? [])];
  const runs = inputs.flatMap((params) =>
    seeds.map((seed): contract.ContractRun => ({ game, params, seed, steps })),
  );
  const everyRun = (check: (run: contract.ContractRun) => void) => (): void => runs.forEach(check);

  test(
    '[CT1] same seed and actions give the same trajectory byte for byte',
    everyRun(contract.checkDeterminism),
  );
  test('[CT2] inputs are not mutated', everyRun(contract.checkPurity));
  test('[CT3] recycled states change nothing', everyRun(contract.checkRecycling));
  test('[CT4] observations have the shape, kind and range of the spec', everyRun(contract.checkObservations));
  test('[CT10] features are lists as they promise', everyRun(contract.checkFeatures));
  test(
    '[CT5] nothing hidden leaks into a seat’s observation, features, view or events',
    everyRun(contract.checkSecrecy),
  );
  test('[CT7] views are plain values', everyRun(contract.checkViews));
  test('[CT8] id, parameters, presets and spec fit each other', () => contract.checkDescription(game, id));

  test('[CT6] random play never throws, whatever the seed (fuzz seed 20260101)', () => {
    const anySeed = integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const anyPreset = constantFrom(...inputs);
    const play = property(anySeed, anyPreset, (seed, params) =>
      contract.checkRandomPlay({ game, params, seed, steps: 300 }),
    );
    assert(play, { numRuns: 15, seed: 20_260_101 });
  });

  test('[CT6] random play runs to the end of every preset', () => {
    for (const { params } of game.presets) {
      contract.checkRandomPlay({ game, params, seed: 3, steps: Number.POSITIVE_INFINITY });
    }
  });

  test('[CT9] the recorded playthrough is byte-identical', () => {
    const file = new URL(`${id}.json`, playthroughs);
    if (!existsSync(file))
      throw new Error(`expected test/playthroughs/${id}.json: npm run record-playthroughs writes it`);
    const text = readFileSync(file, 'utf8');
    const recorded = JSON.parse(text) as Playthrough;
    expect(recorded.rulesVersion).toBe(game.rulesVersion);
    expect(recorded.episodes.map(({ preset }) => preset)).toEqual(game.presets.map((preset) => preset.id));
    expect(recorded.episodes.every((episode) => episode.steps.length > 0)).toBe(true);
    const lines = text.split('\n');
    const replayed = replayPlaythrough(game, recorded).split('\n');
    const differs = lines.findIndex((line, i) => line !== replayed[i]);
    // The first step that differs says more than all of them.
    expect({ line: differs, text: replayed[differs] }).toEqual({ line: differs, text: lines[differs] });
    expect(replayed).toHaveLength(lines.length);
  });
});

test('[CT9] there is no playthrough of a game that does not exist', () => {
  const names = readdirSync(playthroughs).map((file) => file.replace(/\.json$/, ''));
  expect(names.sort()).toEqual([...GAME_IDS].sort());
});
