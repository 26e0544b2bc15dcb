import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { openBackend } from '../../models/backend.ts';
import { createTfjsNetwork } from '../../models/networks/tfjsNetwork.ts';
import type { RecurrentNetwork } from '../../models/networks/network.ts';
import { fillNetwork, makeLayout } from '../fixtures/networks.ts';

const SCRIPT = new URL('../fixtures/gradientsOnBackend.ts', import.meta.url).pathname;
/** SwiftShader's Vulkan driver, from Debian's chromium package. */
const VULKAN = {
  VK_DRIVER_FILES: '/usr/lib/chromium/vk_swiftshader_icd.json',
  LD_LIBRARY_PATH: '/usr/lib/chromium',
};
const shape = { rows: 6, steps: 4 };

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

  const withVulkan = existsSync(VULKAN.VK_DRIVER_FILES) ? test : test.skip;
  withVulkan(
    '[LN19] webgpu agrees with the own kernels within 1e-3',
    async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, 'webgpu'], {
        env: { ...process.env, ...VULKAN },
        timeout: 60_000,
      });
      const kernels = await numbersOf((await openBackend('wasm')).createNetwork(makeLayout(), shape));
      expect(relativeGap(JSON.parse(stdout) as number[], kernels)).toBeLessThan(1e-3);
    },
    60_000,
  );

  test('[LN20] a forced backend that is not to be had is refused with the reason', async () => {
    await expect(openBackend('tfjs-node')).rejects.toThrow(
      'expected backend tfjs-node, but package @tensorflow/tfjs-node cannot be loaded: ',
    );
  });
});
