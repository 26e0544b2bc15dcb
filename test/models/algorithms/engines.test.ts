import { beforeAll, describe, expect, test } from '@jest/globals';
import { openBackend } from '../../../models/backend.ts';
import type { TrainingConfig } from '../../../models/config.ts';
import { whyNotFused } from '../../../models/kernels/kernels.ts';
import type { CreateNetwork } from '../../../models/learner.ts';
import { createTfjsNetwork } from '../../../models/networks/tfjsNetwork.ts';
import { createFusedNetwork, createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { oneUpdate, UPDATES, type Change } from '../../fixtures/oneUpdate.ts';
import { HAS_VULKAN, onWebgpu } from '../../fixtures/onWebgpu.ts';

const updates = [...UPDATES.keys()];
/** By algorithm and game, on the own kernels: what all others are compared with. */
let kernels: Readonly<Record<string, Change>>;

async function changesOn(createNetwork: CreateNetwork): Promise<Readonly<Record<string, Change>>> {
  const changes: Record<string, Change> = {};
  for (const [name, config] of UPDATES) changes[name] = await oneUpdate(config, createNetwork);
  return changes;
}

beforeAll(async () => {
  kernels = await changesOn(createWasmNetwork);
});

/**
 * Length of the difference of two changes over the length of the change, for every group of parameters on its own:
 * over all of them the critic's first bias, which starts at the mean return, would hide everything else.
 * @returns the groups that differ by more than 1e-3
 */
function disagreements(changes: Change | undefined, reference: Change): readonly string[] {
  return Object.entries(reference).flatMap(([group, expected]) => {
    const got = changes?.[group] ?? [];
    const gap = Math.hypot(...expected.map((x, i) => x - (got[i] ?? Number.NaN)));
    const length = Math.hypot(...expected);
    return gap === 0 || gap / length < 1e-3 ? [] : [`${group}: ${gap / length}`];
  });
}

describe('one whole update from the same rollout', () => {
  test.each(updates)('[LN19] %s moves actor and critic at all', (name) => {
    const moved = Object.entries(kernels[name] ?? {}).filter(([, change]) => change.some((x) => x !== 0));
    const networks = new Set(moved.map(([group]) => group.split(' ')[0]));
    expect([...networks]).toEqual(['actor', 'critic', 'target']);
  });

  test('[LN19] a difference of 1 % in one group is noticed', () => {
    const [name] = updates as [string];
    const change = kernels[name] as Change;
    const group = 'actor gru.input.weights';
    const off = { ...change, [group]: (change[group] as number[]).map((x) => 1.01 * x) };
    expect(disagreements(off, change)).toEqual([expect.stringContaining(group)]);
  });

  test.each(['wasm', 'cpu'] as const)(
    '[LN19] every algorithm changes parameters by the same within 1e-3: own kernels, and stock tfjs on %s',
    async (backend) => {
      const { tf } = await openBackend(backend);
      const stock = await changesOn((layout, shape) => createTfjsNetwork(tf, layout, shape));
      for (const name of updates) {
        expect([name, disagreements(stock[name], kernels[name] as Change)]).toEqual([name, []]);
      }
    },
  );

  test.each(updates)('[LN24] %s learns the same if rows of past selves are carried along', async (name) => {
    const config = UPDATES.get(name) as TrainingConfig;
    let guests = 0;
    const carried = await oneUpdate(config, createWasmNetwork, (rollout) => {
      guests = rollout.rows - rollout.learners;
      return { ...rollout, order: Int32Array.from(rollout.order.keys()), learners: rollout.rows };
    });
    expect(guests).toBeGreaterThan(0);
    expect(disagreements(carried, kernels[name] as Change)).toEqual([]);
  });

  const withFused = whyNotFused() === undefined ? test : test.skip;
  withFused(
    '[LN19] every algorithm changes parameters by the same within 1e-3: own kernels, fused or not',
    async () => {
      const fused = await changesOn(createFusedNetwork);
      for (const name of updates) {
        expect([name, disagreements(fused[name], kernels[name] as Change)]).toEqual([name, []]);
      }
      expect(fused).not.toEqual(kernels);
    },
  );

  const withVulkan = HAS_VULKAN ? test : test.skip;
  withVulkan(
    '[LN19] every algorithm changes parameters by the same within 1e-3: own kernels, and webgpu',
    async () => {
      const webgpu = (await onWebgpu('updatesOnBackend.ts')) as Readonly<Record<string, Change>>;
      for (const name of updates) {
        expect([name, disagreements(webgpu[name], kernels[name] as Change)]).toEqual([name, []]);
      }
    },
  );
});
