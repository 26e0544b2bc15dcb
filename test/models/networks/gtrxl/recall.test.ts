import { expect, test } from '@jest/globals';
import { openBackend } from '../../../../models/backend.ts';
import { adamStep, startAdam } from '../../../../models/networks/adam.ts';
import { initialise } from '../../../../models/networks/initialise.ts';
import { layOut } from '../../../../models/networks/layout.ts';
import { RandomStream } from '../../../../shared/random.ts';

const rows = 32;
/** Of a chunk; a game is two chunks long. */
const steps = 2;

test('[GX12] a small one learns to say at the end what it was shown at the start, a rollout ago', async () => {
  const { createNetwork } = await openBackend('wasm');
  const layout = layOut({
    inputs: 2,
    encoder: [16],
    memory: 0,
    gtrxl: { layers: 1, width: 16, attentionHeads: 2, feedForward: 16, context: 4 },
    heads: { actor: { layers: [], outputs: 2 } },
  });
  const network = createNetwork(layout, { rows, steps });
  network.parameters.set(initialise(layout, 1, 'recall'));
  const adam = startAdam(network);
  const rng = new RandomStream(1, 'recall');
  const { width } = layout.heads.actor!;

  /** Plays a game for every row: a cue of -1 or 1 in the first input at its start, noise in the second. */
  const play = async (): Promise<readonly number[]> => {
    const cues = Array.from({ length: rows }, () => rng.int(2));
    for (const chunk of [0, 1]) {
      network.observations.forEach((_, i) => {
        const isCue = chunk === 0 && i < 2 * rows && i % 2 === 0;
        network.observations[i] = isCue ? 2 * cues[i / 2]! - 1 : (i % 2) * (rng.float() - 0.5);
      });
      if (chunk === 0) network.initialMemory.fill(0);
      else network.initialMemory.set(network.memoryAfter(steps - 1));
      await network.forward();
    }
    return cues;
  };
  /** Logit of the right answer at the last step, less that of the wrong one. */
  const marginOf = (row: number, cue: number): number => {
    const at = ((steps - 1) * rows + row) * width;
    const outputs = network.outputs('actor');
    return (outputs[at + cue] as number) - (outputs[at + 1 - cue] as number);
  };
  const shareRight = async (): Promise<number> => {
    const cues = await play();
    return cues.filter((cue, row) => marginOf(row, cue) > 0).length / rows;
  };

  const before = (await shareRight()) + (await shareRight());
  expect(before / 2).toBeLessThan(0.8);
  const stretches = [{ offset: 0, length: layout.length, rate: 0.01 }];
  for (let update = 0; update < 60; update += 1) {
    const cues = await play();
    const slopes = network.outputSlopes('actor').fill(0);
    for (const [row, cue] of cues.entries()) {
      const wrong = 1 / (1 + Math.exp(marginOf(row, cue))) / rows;
      const at = ((steps - 1) * rows + row) * width;
      slopes[at + cue] = -wrong;
      slopes[at + 1 - cue] = wrong;
    }
    await network.backward();
    adamStep(adam, { stretches, clip: 1 });
  }
  expect(await shareRight()).toBe(1);
  expect(await shareRight()).toBe(1);
});
