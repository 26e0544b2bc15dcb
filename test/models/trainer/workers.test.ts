import { afterAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TrainingConfig } from '../../../models/config.ts';
import { SharedTeam, teamMemory } from '../../../models/trainer/sharedTeam.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { ALONE } from '../../../models/team.ts';
import { makeJob, makeRunFolder, makeTinyCommons, makeTinyConfig } from '../../fixtures/makeRun.ts';
import { teamUpdate } from '../../fixtures/teamUpdate.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

async function updateOfTwo(config: TrainingConfig) {
  const memory = teamMemory(2, 10_000, 1000);
  const thread = new Worker(new URL('../../fixtures/teamUpdateOnThread.ts', import.meta.url), {
    workerData: { config, memory, member: 1 },
  });
  const [first, [second]] = await Promise.all([
    teamUpdate(config, new SharedTeam(memory, 0)),
    once(thread, 'message') as Promise<[number[]]>,
  ]);
  await thread.terminate();
  return { first, second };
}

/** Length of the difference by the length of the second. */
function gap(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((x, i) => x - (b[i] as number))) / Math.hypot(...b);
}

function tracesOf(folder: string): Record<string, string> {
  const read = (file: string) => readFileSync(join(folder, file), 'latin1');
  return { metrics: read('metrics.jsonl'), weights: read('checkpoint/weights.safetensors') };
}

const shared = { sharing: 'shared', encoder: [8], memory: 8, actorLayers: [8], criticLayers: [8] };
const negotiation = { game: 'negotiation', network: shared, luck: [3, 4, 5] };

describe('workers', () => {
  test.each([
    ['advantage-alignment', {}],
    ['proximal-advantage-alignment', {}],
    ['ppo-summed', {}],
    ['advantage-alignment', negotiation],
  ])(
    '[TR7] two that halve a rollout take the step of one, up to rounding (%s %j)',
    async (algorithm, more) => {
      const config = makeTinyConfig({ algorithm, critic: { warmUp: 0 }, ...more });
      const { first, second } = await updateOfTwo(config);
      const one = await teamUpdate(config, ALONE);
      expect(first).toEqual(second);
      expect(gap(first, one)).toBeLessThan(1e-5);
    },
  );

  test.each([
    ['ipd', makeTinyConfig({ pool: { share: 0.5, every: 1, capacity: 3 } })],
    ['a commons that goes on', makeTinyCommons({ network: { encoder: [8], memory: 8, criticMemory: 0 } })],
  ])(
    '[TR7] a run of two is the same each time, also after a kill, and another one than that of one: %s',
    async (_name, config) => {
      const [once, again, alone] = [2, 2, 1].map((workers) => makeRunFolder(config, { workers }));
      await trainJob(makeJob(once as string));
      const dies = makeJob(again as string, {
        breathe: ({ metrics }) =>
          metrics.iteration === 8 ? Promise.reject(new Error('killed')) : Promise.resolve('go-on'),
      });
      await expect(trainJob(dies)).rejects.toThrow('killed');
      await trainJob(makeJob(again as string));
      await trainJob(makeJob(alone as string));
      expect(tracesOf(again as string)).toEqual(tracesOf(once as string));
      expect(tracesOf(alone as string)['weights']).not.toBe(tracesOf(once as string)['weights']);
    },
  );

  test('[TR7] metrics count the games of all of them', async () => {
    const config = makeTinyConfig({
      pool: { share: 0 },
      opponents: [{ player: 'scripted:always-defect', share: 0.5 }],
    });
    const folder = makeRunFolder(config, { workers: 2 });
    await trainJob(makeJob(folder));
    const [line] = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').split('\n');
    const { agentSteps, cooperation } = JSON.parse(line as string) as {
      agentSteps: number;
      cooperation: { start: number };
    };
    expect(agentSteps).toBe(8 * 4 * 2);
    // Shares of eight games, not of four.
    expect((cooperation.start * 8) % 1).toBeCloseTo(0, 4);
  });

  test('[TR7] one that fails ends the run with its reason', async () => {
    const opponents = [{ player: 'module:./moody.mjs', share: 0.5 }];
    const folder = makeRunFolder(makeTinyConfig({ pool: { share: 0 }, opponents }), { workers: 2 });
    writeFileSync(
      join(folder, '..', 'moody.mjs'),
      `import { isMainThread } from 'node:worker_threads';
       let turns = 0;
       export const player = {
         name: 'moody', game: 'ipd', sees: 'seat', summary: 'Throws in one thread after a while.',
         begin: () => null,
         decide() {
           turns += 1;
           if (!isMainThread && turns > 20) throw new Error('in a mood');
           return { action: 0, memory: null };
         },
       };`,
    );
    const job = makeJob(folder);
    await expect(trainJob(job)).rejects.toThrow(/in a mood/);
  });
});
