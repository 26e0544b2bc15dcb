import { afterAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingConfig } from '../../../models/config.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { companiesOf } from '../../../models/trainer/companies.ts';
import { resolveOpponents } from '../../../models/trainer/resolveOpponents.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { startTrainingRun } from '../../../models/trainer/trainingRun.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeJob, makeRunFolder, makeTinyConfig } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

const NO_POOL = { share: 0 };

async function start(config: TrainingConfig, directory = '/nowhere') {
  const opponents = await resolveOpponents(config, { directory, codeVersion: 'test' });
  const game = gameById(config.game);
  return startTrainingRun({ config, game, seed: 1, createNetwork: createWasmNetwork, opponents });
}

describe('opponents', () => {
  test('[TR4] games are divided by shares: past selves first, then others in order, the rest is self-play', () => {
    const opponents = [
      { player: 'scripted:grim', share: 0.25 },
      { player: 'scripted:random', share: 0.2 },
    ];
    const config = makeTinyConfig({ games: 20, pool: { share: 0.3 }, opponents });
    expect(companiesOf(config)).toMatchObject([
      { name: 'past selves', firstGame: 0, games: 6 },
      { name: 'scripted:grim', firstGame: 6, games: 5 },
      { name: 'scripted:random', firstGame: 11, games: 4 },
    ]);
  });

  test('[TR4] a scripted one plays its own strategy in its games and nobody learns from it', async () => {
    const opponents = [{ player: 'scripted:random({"p":1})', share: 0.5 }];
    const run = await start(makeTinyConfig({ games: 4, pool: NO_POOL, opponents }));
    const { rollout } = await run.iterate();
    for (let t = 0; t < rollout.steps; t += 1) {
      const row = (array: { at(i: number): number | undefined }) =>
        Array.from({ length: 8 }, (_, i) => array.at(t * rollout.rows + i));
      expect([row(rollout.decisions)[1], row(rollout.decisions)[3]]).toEqual([0, 0]);
      expect(row(rollout.learnable)).toEqual([1, 0, 1, 0, 1, 1, 1, 1]);
    }
  });

  test('[TR4] a checkpoint plays with its own weights, not with those that learn', async () => {
    const directory = temporaryFolder();
    await saveAgent({ agents: directory, folder: join(directory, 'a') }, { seed: 1 });
    await saveAgent({ agents: directory, folder: join(directory, 'b') }, { seed: 2 });
    const decisionsAgainst = async (name: string) => {
      const opponents = [{ player: `agent:./${name}`, share: 1 }];
      const run = await start(makeTinyConfig({ games: 32, pool: NO_POOL, opponents }), directory);
      const { rollout } = await run.iterate();
      return [...rollout.decisions].filter((_, cell) => cell % 2 === 1);
    };
    expect(await decisionsAgainst('a')).toEqual(await decisionsAgainst('a'));
    expect(await decisionsAgainst('a')).not.toEqual(await decisionsAgainst('b'));
  });

  test('[TR4] metrics tell rewards by company', async () => {
    const opponents = [{ player: 'scripted:always-defect', share: 0.5 }];
    const folder = makeRunFolder(makeTinyConfig({ pool: NO_POOL, opponents }));
    await trainJob(makeJob(folder));
    const [line] = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').split('\n');
    const { rewards } = JSON.parse(line ?? '') as { rewards: Record<string, number> };
    expect(Object.keys(rewards)).toEqual([
      'self',
      'against scripted:always-defect',
      'of scripted:always-defect',
    ]);
    // Against a defector: -3 or -2 for oneself, 0 or -2 for it.
    expect(rewards['against scripted:always-defect']).toBeLessThanOrEqual(-2);
    expect(rewards['of scripted:always-defect']).toBeGreaterThanOrEqual(-2);
  });
});
