import { expect, test } from '@jest/globals';
import { compileKernels } from '../../../models/kernels/compileKernels.ts';
import { KERNELS_BASE64 } from '../../../models/kernels/kernelsBinary.ts';

test('[LN18] the committed kernels are what their source compiles to', async () => {
  const compiled = Buffer.from(await compileKernels()).toString('base64');
  expect(compiled === KERNELS_BASE64).toBe(true); // else: npm run kernels
});
