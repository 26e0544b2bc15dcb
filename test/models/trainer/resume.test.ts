import { afterAll, describe, expect, test } from '@jest/globals';
import { appendFileSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whyNotFused } from '../../../models/kernels/kernels.ts';
import { hashOf } from '../../../models/checkpoints/checkpoint.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { onNode } from '../../fixtures/onNode.ts';
import {
  makeJob,
  makeRunFolder,
  makeTinyCommons,
  makeTinyConfig,
  TINY_GTRXL,
} from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

const shared = { sharing: 'shared', encoder: [8], memory: 8, actorLayers: [8], criticLayers: [8] };

/** Everything that learning left: metrics, weights as trained, state, past selves. */
function tracesOf(folder: string): Record<string, string> {
  const files = ['metrics.jsonl', 'checkpoint/weights.safetensors', 'snapshots.f32'];
  const there = files.filter((file) => existsSync(join(folder, file)));
  const state = readFileSync(join(folder, 'state.safetensors'));
  // The state also says how long training took, in its header.
  const headerLength = Number(state.readBigUint64LE(0));
  return {
    ...Object.fromEntries(there.map((file) => [file, readFileSync(join(folder, file), 'latin1')])),
    state: hashOf(state.subarray(8 + headerLength)),
  };
}

class Killed extends Error {}

/** Dies after iteration k with no chance to save. */
async function killAfter(folder: string, k: number): Promise<void> {
  const job = makeJob(folder, {
    breathe({ metrics }) {
      if (metrics.iteration === k) throw new Killed();
      return Promise.resolve('go-on');
    },
  });
  await expect(trainJob(job)).rejects.toThrow(Killed);
}

describe('a run that is resumed', () => {
  const variants = [
    { name: 'ipd with a pool', config: makeTinyConfig() },
    { name: 'coin by ppo', config: makeTinyConfig({ game: 'coin', algorithm: 'ppo' }) },
    {
      name: 'negotiation with a shared trunk',
      config: makeTinyConfig({ game: 'negotiation', network: shared, luck: [3, 4, 5] }),
    },
    {
      name: 'ipd with other players',
      config: makeTinyConfig({
        pool: { share: 0.25, every: 2 },
        opponents: [{ player: 'scripted:random({"p":0.3})', share: 0.25 }],
      }),
    },
    { name: 'a commons that goes on', config: makeTinyCommons() },
    {
      name: 'a commons that goes on, with memories',
      config: makeTinyCommons({ network: { encoder: [8], memory: 8 }, critic: { targetRate: 1, warmUp: 0 } }),
    },
    {
      name: 'a commons that goes on, with a gated transformer',
      config: makeTinyCommons({ network: TINY_GTRXL }),
    },
    { name: 'ipd with a gated transformer', config: makeTinyConfig({ network: TINY_GTRXL }) },
  ];

  test.each(variants)(
    '[TR1] $name: killed and resumed equals straight through, byte for byte',
    async ({ config }) => {
      const straight = makeRunFolder(config);
      await trainJob(makeJob(straight));
      const broken = makeRunFolder(config);
      await killAfter(broken, 5);
      await killAfter(broken, 9);
      expect((await trainJob(makeJob(broken))).iterations).toBe(12);
      expect(tracesOf(broken)).toEqual(tracesOf(straight));
    },
  );

  test('[TR1] the state may be older than metrics and snapshots: what is newer is forgotten', async () => {
    const config = makeTinyConfig();
    const straight = makeRunFolder(config);
    await trainJob(makeJob(straight));
    const folder = makeRunFolder(config);
    await killAfter(folder, 4);
    const early = `${folder}-early`;
    cpSync(folder, early, { recursive: true });
    await killAfter(folder, 8);
    // As if the process had been killed before the later states were written.
    cpSync(join(early, 'state.safetensors'), join(folder, 'state.safetensors'));
    appendFileSync(join(folder, 'metrics.jsonl'), '{"iteration":9,"rewa');
    await trainJob(makeJob(folder));
    rmSync(early, { recursive: true });
    expect(tracesOf(folder)['metrics.jsonl']).toEqual(tracesOf(straight)['metrics.jsonl']);
  });

  test('[TR1] [TR8] ctrl-C saves at once, and nothing is done twice', async () => {
    const config = makeTinyConfig({ pool: { share: 0 } });
    const straight = makeRunFolder(config);
    const atOnce = await trainJob(makeJob(straight));
    const folder = makeRunFolder(config);
    const stop = ({ metrics }: { metrics: { iteration: number } }) =>
      Promise.resolve(metrics.iteration === 7 ? ('stop' as const) : ('go-on' as const));
    const stopped = await trainJob(makeJob(folder, { breathe: stop }));
    expect(stopped).toMatchObject({ kind: 'stopped', iterations: 7, agent: null });
    const iterations: number[] = [];
    const breathe = ({ metrics }: { metrics: { iteration: number } }) => {
      iterations.push(metrics.iteration);
      return Promise.resolve('go-on' as const);
    };
    const later = await trainJob(makeJob(folder, { breathe }));
    expect(iterations).toEqual([8, 9, 10, 11, 12]);
    expect(tracesOf(folder)).toEqual(tracesOf(straight));
    // The clock of makeJob: one look before the first iteration, one after each, and half of it processor time.
    expect(atOnce).toMatchObject({ seconds: 12, cpuSeconds: 6.5 });
    expect(later).toMatchObject({ seconds: 12, cpuSeconds: null });
  });

  const withFused = whyNotFused() === undefined && process.arch === 'x64' ? test : test.skip;
  withFused('[LN32] on fused kernels goes on with them, and says why not where there are none', async () => {
    const folder = makeRunFolder(makeTinyConfig(), { backend: 'wasm-fused' });
    await killAfter(folder, 3);
    const main = new URL('../../../models/cli/main.ts', import.meta.url).pathname;
    const without = onNode(['--no-enable-fma3', main, 'train', '--resume', folder]);
    await expect(without).rejects.toThrow(
      /expected backend wasm-fused, but this processor, .*; a run goes on only with the backend that it was begun with/,
    );
    const { kind, iterations, backend } = await trainJob(makeJob(folder));
    expect({ kind, iterations, backend }).toEqual({
      kind: 'finished',
      iterations: 12,
      backend: 'wasm-fused',
    });
  });
});
