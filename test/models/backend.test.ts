import { describe, expect, test } from '@jest/globals';
import { openBackend } from '../../models/backend.ts';
import { whyNotFused } from '../../models/kernels/kernels.ts';
import { createTfjsNetwork } from '../../models/networks/tfjsNetwork.ts';
import type { RecurrentNetwork } from '../../models/networks/network.ts';
import { ignoredUpdates, wrongGradients } from '../fixtures/networkFaults.ts';
import { fillNetwork, makeLayout } from '../fixtures/networks.ts';
import { HAS_VULKAN, onWebgpu } from '../fixtures/onWebgpu.ts';

const shape = { rows: 6, steps: 4 };

/** What `gradientsOnBackend` prints. */
interface Computed {
  readonly numbers: readonly number[];
  readonly wrong: readonly string[];
  readonly ignored: readonly string[];
}

async function numbersOf(network: RecurrentNetwork): Promise<number[]> {
  fillNetwork(network);
  await network.forward();
  await network.backward();
  return [...network.outputs('actor'), ...network.gradients];
}

function relativeGap(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((x, i) => x - b[i]!)) / Math.hypot(...b);
}

describe('backends', () => {
  test('[LN19] own kernels, stock tfjs on wasm and on cpu agree within 1e-3', async () => {
    const wasm = await openBackend('wasm');
    const kernels = await numbersOf(wasm.createNetwork(makeLayout(), shape));
    const stockWasm = await numbersOf(createTfjsNetwork(wasm.tf, makeLayout(), shape));
    const cpu = await numbersOf((await openBackend('cpu')).createNetwork(makeLayout(), shape));
    expect(relativeGap(kernels, cpu)).toBeLessThan(1e-3);
    expect(relativeGap(stockWasm, cpu)).toBeLessThan(1e-3);
  });

  const withFused = whyNotFused() === undefined ? test : test.skip;
  withFused(
    '[LN32] wasm-fused opens the fused kernels, which round otherwise than those of wasm',
    async () => {
      const [fused, wasm] = [await openBackend('wasm-fused'), await openBackend('wasm')];
      const [mine, others] = [fused, wasm].map(({ createNetwork }) =>
        numbersOf(createNetwork(makeLayout(), shape)),
      ) as [Promise<number[]>, Promise<number[]>];
      expect(await mine).not.toEqual(await others);
      expect(relativeGap(await mine, await others)).toBeLessThan(1e-5);
    },
  );

  const withVulkan = HAS_VULKAN ? test : test.skip;
  withVulkan(
    '[LN12] [LN13] [LN19] webgpu agrees with the own kernels within 1e-3, its gradients with central differences, and it notices updates',
    async () => {
      const webgpu = (await onWebgpu('gradientsOnBackend.ts')) as Computed;
      const kernels = await numbersOf((await openBackend('wasm')).createNetwork(makeLayout(), shape));
      expect(relativeGap(webgpu.numbers, kernels)).toBeLessThan(1e-3);
      expect(webgpu).toMatchObject({ wrong: [], ignored: [] });
    },
  );

  // tfjs-wasm keeps the right-hand side of a product packed as long as its tensor lives.
  test('[LN12] [LN13] stock tfjs on wasm: gradients equal central differences, and updates are noticed', async () => {
    const { tf } = await openBackend('wasm');
    expect(tf.getBackend()).toBe('wasm');
    const create = () => createTfjsNetwork(tf, makeLayout(), shape);
    expect(await wrongGradients(create())).toEqual([]);
    expect(await ignoredUpdates(create())).toEqual([]);
  });

  test('[LN20] a forced backend that is not to be had is refused with the reason', async () => {
    await expect(openBackend('tfjs-node')).rejects.toThrow(
      'expected backend tfjs-node, but package @tensorflow/tfjs-node cannot be loaded: ',
    );
  });
});
