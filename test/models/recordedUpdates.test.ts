import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { trainingConfig } from '../../models/config.ts';
import { createWasmNetwork } from '../../models/networks/wasmNetwork.ts';
import { startTrainingRun } from '../../models/trainer/trainingRun.ts';
import { gameById } from '../../shared/games/registry.ts';

/**
 * What four updates of the committed configs left when this was recorded, on the portable kernels. A change of code
 * that is to change nothing leaves these as they are; one that changes trajectories, formulas or configs on purpose
 * records them anew: then old runs cannot be repeated any more, and the changelog says so.
 */
const RECORDED = [
  ['ipd', 'advantage-alignment.smoke', '9708641945e950a0'],
  ['coin', 'advantage-alignment.smoke', 'a3a5543e41e6b386'],
  ['negotiation', 'advantage-alignment.smoke', 'e5a942eb31421108'],
  ['harvest', 'proximal-advantage-alignment.smoke', '5b97b01261c6d306'],
] as const;
const UPDATES = 4;

test.each(RECORDED)('[LN80] %s %s: the same weights as ever', async (id, name, recorded) => {
  const file = new URL(`../../models/configs/${id}/${name}.json`, import.meta.url);
  const raw = JSON.parse(readFileSync(file, 'utf8')) as { games: number; pool?: object; critic?: object };
  const config = trainingConfig.parse({
    ...raw,
    games: 8,
    iterations: UPDATES,
    critic: { ...raw.critic, warmUp: 1 },
    pool: { ...raw.pool, every: 1 },
  });
  const run = startTrainingRun({ config, game: gameById(id), seed: 1, createNetwork: createWasmNetwork });
  for (let i = 0; i < UPDATES; i += 1) await run.iterate();
  const hash = createHash('sha256');
  for (const { network } of [run.learner.actor, run.learner.critic]) {
    const { buffer, byteOffset, byteLength } = network.parameters.slice();
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  expect(hash.digest('hex').slice(0, 16)).toBe(recorded);
});
