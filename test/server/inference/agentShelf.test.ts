import { truncateSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { AgentShelf } from '../../../server/inference/agentShelf.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

async function makeShelf(most: number, count: number) {
  const agents = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const { folder, meta } = await saveAgent({ agents: scratch() }, { seed: 100 * most + i });
      return { ref: `agent:${meta.id}`, folder, meta };
    }),
  );
  const troubles: string[] = [];
  const shelf = new AgentShelf(most, ({ message }) => troubles.push(message));
  /** Whether each is in memory, without using it. */
  const present = () => agents.map(({ meta }) => shelf.has(meta.id));
  return { shelf, agents, troubles, present };
}

test('[AG23] agents come into memory when they are wanted, and those not used for longest leave it', async () => {
  const { shelf, agents, present } = await makeShelf(2, 3);
  const [a, b, c] = agents as [(typeof agents)[0], (typeof agents)[0], (typeof agents)[0]];
  expect(present()).toEqual([false, false, false]);
  await shelf.load([a]);
  await shelf.load([b]);
  expect(present()).toEqual([true, true, false]);
  const first = shelf.get(a.meta.id);
  await shelf.load([c]);
  expect(present()).toEqual([true, false, true]);
  await shelf.load([a, b]);
  expect(present()).toEqual([true, true, false]);
  expect(shelf.get(a.meta.id)).toBe(first);
});

test('[AG23] what is wanted together is there together, and read once however many want it', async () => {
  const { shelf, agents, present } = await makeShelf(3, 3);
  await Promise.all([shelf.load(agents), shelf.load(agents), shelf.load(agents.slice(1))]);
  expect(present()).toEqual([true, true, true]);
  const all = agents.map(({ meta }) => shelf.get(meta.id));
  await shelf.load(agents);
  expect(agents.map(({ meta }, i) => shelf.get(meta.id) === all[i])).toEqual([true, true, true]);
});

test('[AG24] one that cannot be loaded is told of and marked until its files change', async () => {
  const { shelf, agents, troubles, present } = await makeShelf(4, 2);
  const [broken] = agents as [(typeof agents)[0]];
  const weights = join(broken.folder, 'weights.safetensors');
  const whole = readFileSync(weights);
  truncateSync(weights, whole.length - 5);
  await shelf.load(agents);
  expect(present()).toEqual([false, true]);
  expect(troubles).toEqual([expect.stringContaining(weights)]);
  expect(await Promise.all(agents.map((agent) => shelf.isBroken(agent)))).toEqual([true, false]);
  writeFileSync(weights, whole);
  expect(await shelf.isBroken(broken)).toBe(false);
  await shelf.load([broken]);
  expect(present()).toEqual([true, true]);
});
