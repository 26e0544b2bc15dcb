import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { makeAgent, saveAgent } from '../../fixtures/checkpoint.ts';
import { TINY_GTRXL } from '../../fixtures/makeRun.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();
const options = { network: TINY_GTRXL };

describe('checkpoints of gated transformers', () => {
  test('[CP3] come back with every parameter, their kind and their sizes', async () => {
    const { folder } = await saveAgent({ agents: scratch() }, options);
    const { meta, networks } = await loadCheckpoint(folder);
    expect(meta.networks['actor']).toMatchObject({ kind: 'gtrxl', memory: 0, gtrxl: TINY_GTRXL.gtrxl });
    for (const [name, { layout, parameters }] of Object.entries(makeAgent(options).networks)) {
      expect(networks[name]!.layout.groups).toEqual(layout.groups);
      expect(networks[name]!.parameters).toEqual(parameters);
    }
    expect(readFileSync(join(folder, 'card.md'), 'utf8')).toContain(
      'actor: 4 - 8 - GTrXL of 1 layer, width 8, 2 heads, context 3 - (actor 2), ',
    );
  });

  test('[CP6] a network of a kind that this version does not know is refused by its name', async () => {
    const { folder } = await saveAgent({ agents: scratch() }, options);
    const file = join(folder, 'checkpoint.json');
    const meta = JSON.parse(readFileSync(file, 'utf8')) as { networks: Record<string, { kind: string }> };
    meta.networks['actor']!.kind = 'lstm';
    writeFileSync(file, JSON.stringify(meta));
    await expect(loadCheckpoint(folder)).rejects.toThrow(
      'expected a network of kind gru or gtrxl, got "lstm"',
    );
  });
});
