import { describe, expect, test } from '@jest/globals';
import { ABLATIONS } from '../../../models/algorithms/ablations.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { configFile, readConfig } from '../../../models/trainer/findConfig.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';
import { oneUpdate } from '../../fixtures/oneUpdate.ts';

/** Caption of Figure 7. */
const MASKS = {
  'advantage-alignment-ce': ['C', 'E'],
  'advantage-alignment-e': ['E'],
  'advantage-alignment-s': ['S'],
  'advantage-alignment-v': ['V'],
  'advantage-alignment-vs': ['V', 'S'],
} as const;

const updateOf = (algorithm: string, masked: readonly string[] = []) =>
  oneUpdate(
    makeTinyConfig({ algorithm, games: 4, steps: 6, critic: { warmUp: 0 }, alignment: { beta: 8, masked } }),
    createWasmNetwork,
  );

describe('the ablations of Figure 7', () => {
  test('[LN46] are those of the paper, and no others', () => {
    expect(Object.keys(ABLATIONS)).toEqual(Object.keys(MASKS));
  });

  test.each(Object.entries(MASKS))(
    '[LN46] %s moves parameters as Advantage Alignment does with %j masked',
    async (id, masked) => {
      const ablated = await updateOf(id);
      expect(ablated).toEqual(await updateOf('advantage-alignment', masked));
      expect(ablated).not.toEqual(await updateOf('advantage-alignment'));
    },
  );

  test.each(Object.keys(MASKS))('[LN46] the config of %s differs from the whole one in its name', (id) => {
    const read = (algorithm: string) => readConfig(configFile({ game: 'coin', algorithm, profile: 'cpu' }));
    expect(read(id)).toEqual({ ...read('advantage-alignment'), algorithm: id });
  });
});
