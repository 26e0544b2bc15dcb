import { describe, expect, test } from '@jest/globals';
import { openBackend } from '../../../../models/backend.ts';
import { numbersOfGtrxl } from '../../../fixtures/gtrxl.ts';
import { HAS_VULKAN, onWebgpu } from '../../../fixtures/onWebgpu.ts';

type Numbers = Awaited<ReturnType<typeof numbersOfGtrxl>>;

/** The largest of the relative gaps, kind by kind. */
function relativeGap(a: Numbers, b: Numbers): number {
  const gaps = (Object.keys(b) as (keyof Numbers)[]).map((kind) => {
    const distance = Math.hypot(...b[kind].map((x, i) => x - a[kind][i]!));
    return distance / Math.hypot(...b[kind]);
  });
  return Math.max(...gaps);
}

describe('a gated transformer', () => {
  test('[LN19] on wasm and on cpu agrees within 1e-3', async () => {
    const wasm = await numbersOfGtrxl(await openBackend('wasm'));
    expect(relativeGap(wasm, await numbersOfGtrxl(await openBackend('cpu')))).toBeLessThan(1e-3);
  });

  const withVulkan = HAS_VULKAN ? test : test.skip;
  withVulkan('[LN19] on webgpu agrees with wasm within 1e-3', async () => {
    const webgpu = (await onWebgpu('gtrxlOnBackend.ts')) as Numbers;
    expect(relativeGap(webgpu, await numbersOfGtrxl(await openBackend('wasm')))).toBeLessThan(1e-3);
  });
});
