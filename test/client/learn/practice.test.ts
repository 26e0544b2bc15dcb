import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Practice, PROBE_EVERY } from '../../../client/learn/practice.ts';
import type { Progress } from '../../../client/learn/protocol.ts';
import { reuseNetwork } from '../../../client/learn/reuseNetwork.ts';
import { trainingConfig, type TrainingConfig } from '../../../models/config.ts';
import type { CreateNetwork } from '../../../models/learner.ts';
import { layOut } from '../../../models/networks/layout.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';

const SMOKE = new URL('../../../models/configs/ipd/advantage-alignment.smoke.json', import.meta.url);

interface Trial {
  readonly practice: Practice;
  readonly progress: Progress[];
}

interface Engines {
  readonly learning: CreateNetwork;
  readonly probing: () => CreateNetwork;
}

/** A clock that moves by 10 ms whenever somebody looks, and pauses that a test takes part in. */
function tryPractice(
  changes: Partial<TrainingConfig> = {},
  breathe = (): Promise<void> => Promise.resolve(),
  engines: Engines = { learning: createWasmNetwork, probing: () => createWasmNetwork },
): Trial {
  const config = {
    ...trainingConfig.parse(JSON.parse(readFileSync(SMOKE, 'utf8'))),
    iterations: 20,
    ...changes,
  };
  const progress: Progress[] = [];
  let ms = 0;
  const practice = new Practice({
    config,
    seed: 5,
    createNetwork: engines.learning,
    probeNetwork: engines.probing,
    now: () => (ms += 10),
    breathe,
    onProgress: (each) => progress.push(each),
  });
  return { practice, progress };
}

test('[WL1] every lesson is reported once, with probes at the start, on the way and at the end', async () => {
  const { practice, progress } = tryPractice();
  expect(await practice.learn()).toBe('finished');
  expect(progress.flatMap(({ rewards }) => rewards)).toHaveLength(20);
  expect(progress.flatMap(({ rewards }) => rewards).every((reward) => reward >= -3 && reward <= 0)).toBe(
    true,
  );
  const probes = progress.flatMap(({ probe }) => (probe ? [probe.iteration] : []));
  expect(probes).toEqual([0, PROBE_EVERY, 20]);
  expect(practice.policy.iteration).toBe(20);
});

test('[WL3] the same seed learns the same, however often somebody pauses', async () => {
  const straight = tryPractice();
  await straight.practice.learn();
  const paused = tryPractice({}, () => {
    paused.practice.pause();
    queueMicrotask(() => paused.practice.resume());
    return Promise.resolve();
  });
  await paused.practice.learn();
  const rewards = (trial: Trial) => trial.progress.flatMap((each) => each.rewards);
  expect(rewards(paused)).toEqual(rewards(straight));
  expect(paused.practice.policy).toEqual(straight.practice.policy);
  const [first, last] = [tryPractice().practice.policy, straight.practice.policy];
  expect(first.parameters).not.toEqual(last.parameters);
});

test('[WL2] a pause holds after the lesson in work and shows it; stopping ends it also then', async () => {
  let breaths = 0;
  const trial = tryPractice({}, () => {
    breaths += 1;
    if (breaths === 4) trial.practice.pause();
    return Promise.resolve();
  });
  let outcome = 'none';
  const learning = trial.practice.learn().then((how) => (outcome = how));
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(outcome).toBe('none');
  expect(trial.progress.flatMap(({ rewards }) => rewards)).toHaveLength(3);
  expect(trial.practice.policy.iteration).toBe(3);
  trial.practice.stop();
  await learning;
  expect(outcome).toBe('stopped');
});

test('[WL1] parameters that are no numbers any more end the run with a clear message', async () => {
  const { practice } = tryPractice({
    actorRate: 1e38,
    criticRate: 1e38,
    critic: { lambda: 0.9, targetRate: 0.05, warmUp: 0, start: 'mean reward' },
  });
  await expect(practice.learn()).rejects.toThrow(/expected finite parameters after iteration \d+/);
});

test('[WL1] probes share one network as long as its shape fits', () => {
  const create = reuseNetwork(createWasmNetwork);
  const layout = layOut({ inputs: 4, encoder: [8], memory: 8, heads: { actor: { layers: [], outputs: 2 } } });
  const first = create(layout, { rows: 2, steps: 1 });
  expect(create(layOut(layout.spec), { rows: 2, steps: 1 })).toBe(first);
  expect(create(layout, { rows: 4, steps: 1 })).not.toBe(first);
});

test('[WL8] gradients come from the engine that was chosen, each probe from the one that is there by then', async () => {
  const made = { learning: 0, firstProbes: 0, laterProbes: 0 };
  const counting =
    (what: keyof typeof made): CreateNetwork =>
    (layout, shape) => {
      made[what] += 1;
      return createWasmNetwork(layout, shape);
    };
  let hasLoaded = false;
  const { practice } = tryPractice(
    {},
    () => {
      // As if the better engine came while the tenth lesson is learned.
      hasLoaded = practice.policy.iteration >= PROBE_EVERY - 1;
      return Promise.resolve();
    },
    { learning: counting('learning'), probing: () => counting(hasLoaded ? 'laterProbes' : 'firstProbes') },
  );
  const forLearning = made.learning;
  expect(forLearning).toBeGreaterThan(0);
  await practice.learn();
  expect(made).toEqual({ learning: forLearning, firstProbes: 1, laterProbes: 2 });
});
