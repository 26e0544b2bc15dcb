import { describe, expect, test } from '@jest/globals';
import { compileKernels } from '../../../models/kernels/compileKernels.ts';
import { CONSTANT_BYTES, startKernels, whyNotFused } from '../../../models/kernels/kernels.ts';
import { FUSED_BASE64, PORTABLE_BASE64 } from '../../../models/kernels/kernelsBinary.ts';
import { onNode } from '../../fixtures/onNode.ts';

const BUILDS = ['portable', 'fused'] as const;
const present = BUILDS.filter((build) => build === 'portable' || whyNotFused() === undefined);

test.each(BUILDS)('[LN18] the committed %s kernels are what their source compiles to', async (build) => {
  const compiled = Buffer.from(await compileKernels(build)).toString('base64');
  const committed = { portable: PORTABLE_BASE64, fused: FUSED_BASE64 }[build];
  expect(compiled === committed).toBe(true); // else: npm run kernels
});

describe.each(present)('%s kernels', (build) => {
  test('[LN18] keep their constants where nothing else is laid out', () => {
    expect(startKernels(CONSTANT_BYTES, build).endOfConstants()).toBeLessThanOrEqual(CONSTANT_BYTES);
  });

  test('[LN32] round as they are named: the portable ones twice, the fused ones once', () => {
    const kernels = startKernels(CONSTANT_BYTES, build);
    // 16777217 = 4097^2 - 8192 is one more than float32 can hold.
    for (let call = 0; call < 1e5; call += 1) {
      // So often that the engine compiles it anew with all its means.
      const rounded = kernels.multiplyAdd(4097, 4097, -16785408);
      if (rounded !== (build === 'fused' ? 1 : 0)) throw new Error(`call ${call}: got ${rounded}`);
    }
  });

  test('[LN33] the gates of the GRU are sigmoid and tanh within 3e-7, at any size, and keep NaN', () => {
    const width = 8;
    const floats = 64;
    const place = (index: number): number => CONSTANT_BYTES + 4 * floats * index;
    const kernels = startKernels(place(6), build);
    const view = (index: number): Float32Array => new Float32Array(kernels.buffer, place(index), floats);
    const xs = [0, 1e-4, 0.3, -0.7, 2.5, -9, 44, -88, 1e30, -1e30, Infinity, -Infinity, ...dense()];
    for (let first = 0; first < xs.length; first += width) {
      const some = Float32Array.from({ length: width }, (_, i) => xs[first + i] ?? 0);
      // x as the input's branch of all three gates, 0 as the memory's.
      for (let gate = 0; gate < 3; gate += 1) view(0).set(some, gate * width);
      kernels.gruForward(1, width, place(0), place(1), place(2), place(3), place(4), place(5));
      for (const [i, x] of some.entries()) {
        const [r, z, n] = [0, 1, 2].map((gate) => view(4)[gate * width + i] as number) as [
          number,
          number,
          number,
        ];
        const gaps = [r - 1 / (1 + Math.exp(-x)), z - 1 / (1 + Math.exp(-x)), n - Math.tanh(x)];
        if (!gaps.every((gap) => Math.abs(gap) < 3e-7))
          throw new Error(`x = ${x}: got ${[r, z, n].join(', ')}`);
      }
    }
    view(0).fill(Number.NaN);
    kernels.gruForward(1, width, place(0), place(1), place(2), place(3), place(4), place(5));
    expect([...view(4).subarray(0, 3 * width)].every(Number.isNaN)).toBe(true);
  });
});

/** Every size that a gate meets in training. */
function dense(): number[] {
  return Array.from({ length: 4000 }, (_, i) => (i - 2000) / 160);
}

test('[LN32] a processor that cannot multiply and add at once is noticed, and told', async () => {
  const url = new URL('../../../models/kernels/kernels.ts', import.meta.url).href;
  const script = `import { whyNotFused } from '${url}'; console.log(whyNotFused());`;
  expect(await onNode(['--no-enable-fma3', '--input-type=module', '--eval', script])).toMatch(
    process.arch === 'x64' ? /^this processor, or its JavaScript engine, does not multiply and add/ : /./,
  );
});
