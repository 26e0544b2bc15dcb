import { afterAll, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSafetensors } from '../../../models/checkpoints/safetensors.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { makeJob, makeRunFolder, makeTinyConfig } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

/** How far the state on disk is; it must be whole at any moment. */
function savedIteration(folder: string): number {
  const file = join(folder, 'state.safetensors');
  const { metadata } = readSafetensors(readFileSync(file), file);
  return (JSON.parse(metadata['counters'] ?? '{}') as { iteration: number }).iteration;
}

test('[TR2] the state is saved before the first iteration, again after 20 s, and at the end', async () => {
  const iterations = 45;
  const folder = makeRunFolder(makeTinyConfig({ iterations, pool: { share: 0 } }));
  // The fixture's clock moves a second whenever the loop looks at it: once an iteration.
  const saved: number[] = [];
  await trainJob(
    makeJob(folder, {
      breathe() {
        saved.push(savedIteration(folder));
        return Promise.resolve('go-on');
      },
    }),
  );
  expect(saved[0]).toBe(0);
  expect(saved[18]).toBe(0);
  saved.forEach((state, index) => expect(index + 1 - state).toBeLessThanOrEqual(20));
  expect(new Set(saved).size).toBe(3);
  expect(savedIteration(folder)).toBe(iterations);
  // Replaced as a whole: nothing half-written lies beside it.
  expect(readdirSync(folder).filter((name) => name.startsWith('state.'))).toEqual(['state.safetensors']);
});
