import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { gameById } from '../../../shared/games/registry.ts';
import { RandomStream } from '../../../shared/random.ts';
import { checkpointId, type CheckpointMeta } from '../../../models/checkpoints/checkpoint.ts';
import { isoTime } from '../../../models/checkpoints/isoTime.ts';
import { learnerNetworks } from '../../../models/checkpoints/learnerNetworks.ts';
import { loadCheckpoint, readCheckpointMeta } from '../../../models/checkpoints/loadCheckpoint.ts';
import { readSafetensors, writeSafetensors } from '../../../models/checkpoints/safetensors.ts';
import { saveCheckpoint } from '../../../models/checkpoints/saveCheckpoint.ts';
import { UnusableCheckpoint } from '../../../models/checkpoints/unusableCheckpoint.ts';
import { trainingConfig } from '../../../models/config.ts';
import { createLearner } from '../../../models/learner.ts';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { makeAgent, saveAgent, type AgentOptions } from '../../fixtures/checkpoint.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();
const WEIGHTS = 'weights.safetensors';

/** A copy of the same agent that a test may spoil. */
let copies = 0;
function copyOf(folder: string): string {
  const copy = join(scratch(), `copy-${(copies += 1)}`);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Rewrites `checkpoint.json` after a change, with the id that then belongs to it. */
function forge(folder: string, change: (meta: CheckpointMeta) => object): void {
  const file = join(folder, 'checkpoint.json');
  const meta = JSON.parse(readFileSync(file, 'utf8')) as CheckpointMeta;
  const forged = { ...meta, ...change(meta) };
  writeFileSync(file, JSON.stringify({ ...forged, id: checkpointId(forged) }));
}

let folder = '';
let meta: CheckpointMeta;
beforeAll(async () => {
  ({ folder, meta } = await saveAgent({ agents: join(scratch(), 'agents') }));
});

describe('saving and loading', () => {
  test.each<[string, AgentOptions]>([
    ['separate networks', {}],
    ['a shared trunk', { game: 'coin', sharing: 'shared' }],
    ['a Gaussian head with a log-std', { game: 'negotiation', sharing: 'shared' }],
  ])('[CP3] %s come back with every parameter and fact', async (_what, options) => {
    const made = makeAgent(options);
    const saved = await saveCheckpoint({ agents: scratch(), ...made });
    const loaded = await loadCheckpoint(saved.folder);
    expect(loaded.meta).toEqual(saved.meta);
    expect(loaded.meta).toMatchObject(made.facts);
    expect(Object.keys(loaded.networks)).toEqual(Object.keys(made.networks));
    for (const [name, { layout, parameters }] of Object.entries(made.networks)) {
      expect(loaded.networks[name]?.parameters).toEqual(parameters);
      expect(loaded.networks[name]?.layout.groups).toEqual(layout.groups);
    }
  });

  test('[CP3] tensors have names that tell what they are, and no padding', () => {
    const { tensors } = readSafetensors(readFileSync(join(folder, WEIGHTS)), WEIGHTS);
    expect([...tensors].map(([name, { shape }]) => `${name} ${shape.join('x')}`)).toEqual([
      'actor.encoder.0.weights 4x16',
      'actor.encoder.0.bias 16',
      'actor.gru.input.weights 16x48',
      'actor.gru.input.bias 48',
      'actor.gru.recurrent 16x48',
      'actor.gru.candidateBias 16',
      'actor.head.0.weights 16x8',
      'actor.head.0.bias 8',
      'actor.head.1.weights 8x2',
      'actor.head.1.bias 2',
      'critic.encoder.0.weights 4x16',
      'critic.encoder.0.bias 16',
      'critic.gru.input.weights 16x48',
      'critic.gru.input.bias 48',
      'critic.gru.recurrent 16x48',
      'critic.gru.candidateBias 16',
      'critic.head.0.weights 16x1',
      'critic.head.0.bias 1',
    ]);
  });

  test('[CP4] the id depends on weights and facts alone, and the folder is named by it', async () => {
    expect(folder).toBe(join(scratch(), 'agents', meta.id.slice(0, 16)));
    const elsewhere = await saveAgent({ agents: scratch(), folder: join(scratch(), 'elsewhere') });
    expect(elsewhere.meta).toEqual(meta);
    const { facts, networks } = makeAgent();
    const idOf = async (changed: Partial<Parameters<typeof saveCheckpoint>[0]>) =>
      (await saveCheckpoint({ agents: join(scratch(), 'other'), facts, networks, ...changed })).meta.id;
    const others = [
      await idOf({ networks: makeAgent({ seed: 2 }).networks }),
      await idOf({ facts: { ...facts, seed: 2 } }),
      await idOf({ facts: { ...facts, parent: meta.id } }),
    ];
    expect(new Set([meta.id, ...others]).size).toBe(4);
  });

  test('[CP4] the order of keys and the spacing of the JSON do not matter', async () => {
    const copy = copyOf(folder);
    const reversed = Object.fromEntries(Object.entries(meta).toReversed());
    writeFileSync(join(copy, 'checkpoint.json'), JSON.stringify(reversed));
    expect((await loadCheckpoint(copy)).meta).toEqual(meta);
  });

  test('[CP5] saving the same again changes nothing; a folder of another checkpoint is never overwritten', async () => {
    const before = readFileSync(join(folder, 'checkpoint.json'));
    expect((await saveAgent({ agents: join(scratch(), 'agents') })).folder).toBe(folder);
    expect(readFileSync(join(folder, 'checkpoint.json'))).toEqual(before);
    await expect(saveAgent({ agents: scratch(), folder }, { seed: 2 })).rejects.toThrow(
      `expected no checkpoint but`,
    );
  });

  test('[CP5] a failed save leaves nothing behind; ten at once make one whole folder', async () => {
    const agents = join(scratch(), 'atomic');
    await expect(saveAgent({ agents, plots: { 'bad/name': '<svg/>' } })).rejects.toThrow('kebab-case');
    expect(readdirSync(agents)).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, () => saveAgent({ agents })));
    expect(readdirSync(agents)).toEqual([meta.id.slice(0, 16)]);
    expect((await loadCheckpoint(join(agents, meta.id.slice(0, 16)))).meta).toEqual(meta);
  });

  test('[CP5] weights that change while they are saved are saved as they were', async () => {
    const { facts, networks } = makeAgent({ seed: 9 });
    const saving = saveCheckpoint({ agents: scratch(), facts, networks });
    for (const { parameters } of Object.values(networks)) parameters.fill(7);
    const { networks: saved } = await loadCheckpoint((await saving).folder);
    expect(saved['actor']?.parameters).toEqual(makeAgent({ seed: 9 }).networks['actor']?.parameters);
  });

  test.each(['separate', 'shared'] as const)(
    '[CP3] a learner (%s) keeps what acts and what values',
    async (sharing) => {
      const { facts } = makeAgent({ sharing });
      const config = trainingConfig.parse({ ...facts.config, games: 1 });
      const spec = gameById('ipd').spec(facts.params);
      const learner = createLearner(config, spec, 3, createWasmNetwork);
      const networks = learnerNetworks(learner);
      const { folder } = await saveCheckpoint({ agents: scratch(), facts, networks });
      const loaded = Object.values((await loadCheckpoint(folder)).networks);
      expect(loaded.at(0)?.parameters).toEqual(learner.actor.network.parameters.slice());
      expect(loaded.at(-1)?.parameters).toEqual(learner.critic.network.parameters.slice());
      expect(loaded).toHaveLength(sharing === 'shared' ? 1 : 2);
    },
  );

  test('[CP3] times are written in UTC', () => {
    expect(isoTime(0)).toBe('1970-01-01T00:00:00Z');
    expect(isoTime(1_767_323_045_678)).toBe('2026-01-02T03:04:05Z');
    expect(isoTime(951_782_400_000 - 1)).toBe('2000-02-28T23:59:59Z');
  });

  test('[CP5] weights that are not finite are not saved', async () => {
    const { facts, networks } = makeAgent();
    networks['actor']!.parameters[3] = Number.NaN;
    await expect(saveCheckpoint({ agents: scratch(), facts, networks })).rejects.toThrow(
      'expected finite numbers in tensor actor.encoder.0.weights, got NaN',
    );
  });
});

describe('loading what is not right', () => {
  const refused = async (spoil: (copy: string) => void, message: string | RegExp): Promise<void> => {
    const copy = copyOf(folder);
    spoil(copy);
    const loading = loadCheckpoint(copy);
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toBeInstanceOf(UnusableCheckpoint);
  };

  test('[CP6] no folder, no metadata, other JSON', async () => {
    await expect(loadCheckpoint(join(scratch(), 'nowhere'))).rejects.toThrow(
      /nowhere.checkpoint\.json: expected a file of a checkpoint, got ENOENT/,
    );
    const meta = (copy: string, text: string) => writeFileSync(join(copy, 'checkpoint.json'), text);
    await refused((copy) => meta(copy, '{'), /checkpoint\.json: expected JSON/);
    await refused((copy) => meta(copy, '{"format":"other"}'), "expected a checkpoint's metadata");
  });

  test('[CP6] changed facts', () =>
    refused(
      (copy) => {
        const text = readFileSync(join(copy, 'checkpoint.json'), 'utf8');
        writeFileSync(join(copy, 'checkpoint.json'), text.replace('"seed": 1', '"seed": 7'));
      },
      new RegExp(`expected content of id ${meta.id}, got [0-9a-f]{64} \\(changed\\?\\)`),
    ));

  test('[CP6] another game, other rules', async () => {
    await refused((copy) => forge(copy, () => ({ game: 'chess' })), /expected an agent of ipd, .*got chess/);
    await refused(
      (copy) => forge(copy, () => ({ rulesVersion: 99 })),
      /expected an agent trained under rules \d+ of ipd, got rules 99/,
    );
  });

  test('[CP6] weights of another network: other shapes, missing ones, more of them', async () => {
    const weights = (copy: string) => readSafetensors(readFileSync(join(copy, WEIGHTS)), WEIGHTS);
    await refused(
      (copy) =>
        forge(copy, ({ networks }) => ({
          networks: { ...networks, critic: { ...networks['critic']!, memory: 24 } },
        })),
      /weights\.safetensors: expected tensor critic\.gru\.input\.weights of shape \[16, 72\], got \[16, 48\]/,
    );
    await refused(
      (copy) =>
        forge(copy, ({ networks }) => ({
          networks: { ...networks, critic: { ...networks['critic']!, memory: 2 ** 40 } },
        })),
      'of shape [16, 3298534883328]',
    );
    await refused(
      (copy) => forge(copy, ({ networks }) => ({ networks: { actor: networks['actor'] } })),
      /expected 10 tensors, got 8 more: critic\.encoder/,
    );
    await refused((copy) => {
      const { metadata, tensors } = weights(copy);
      const fewer = new Map([...tensors].filter(([name]) => name !== 'actor.gru.recurrent'));
      writeFileSync(join(copy, WEIGHTS), writeSafetensors({ metadata, tensors: fewer }));
    }, 'expected a tensor actor.gru.recurrent');
    await refused(
      (copy) =>
        forge(copy, ({ networks }) => ({
          networks: { ...networks, actor: { ...networks['actor']!, memory: 7 } },
        })),
      'widths that are multiples of 8, got 7',
    );
  });

  test('[CP6] weights of the same shapes from elsewhere, or not finite', async () => {
    const other = await saveAgent({ agents: scratch() }, { seed: 5 });
    await refused(
      (copy) => cpSync(join(other.folder, WEIGHTS), join(copy, WEIGHTS)),
      /expected the weights with SHA-256 [0-9a-f]{64}, got/,
    );
    await refused((copy) => {
      const { metadata, tensors } = readSafetensors(readFileSync(join(copy, WEIGHTS)), WEIGHTS);
      tensors.get('critic.head.0.bias')!.values[0] = Infinity;
      writeFileSync(join(copy, WEIGHTS), writeSafetensors({ metadata, tensors }));
    }, 'expected finite numbers in tensor critic.head.0.bias, got Infinity at index 0');
  });

  test('[CP7] cut off anywhere, each file is refused', async () => {
    const copy = copyOf(folder);
    for (const name of [WEIGHTS, 'checkpoint.json']) {
      const whole = readFileSync(join(folder, name));
      const rng = new RandomStream(7, `cut ${name}`);
      const cuts = [
        0,
        1,
        7,
        8,
        9,
        whole.length - 2,
        ...Array.from({ length: 40 }, () => rng.int(whole.length - 1)),
      ];
      for (const cut of cuts) {
        writeFileSync(join(copy, name), whole.subarray(0, cut));
        await expect(loadCheckpoint(copy)).rejects.toBeInstanceOf(UnusableCheckpoint);
      }
      writeFileSync(join(copy, name), whole);
    }
    expect((await loadCheckpoint(copy)).meta).toEqual(meta);
  });

  test('[CP7] with any byte changed (seed 8), it is refused, or was a space of the JSON', async () => {
    const copy = copyOf(folder);
    const rng = new RandomStream(8, 'flips');
    for (const name of [WEIGHTS, 'checkpoint.json']) {
      const whole = readFileSync(join(folder, name));
      for (let i = 0; i < 150; i += 1) {
        const at = i < 16 ? i : rng.int(whole.length);
        const flipped = Buffer.from(whole);
        flipped[at]! ^= 1 + rng.int(255);
        writeFileSync(join(copy, name), flipped);
        const outcome = await loadCheckpoint(copy).catch((error: unknown) => error);
        if (outcome instanceof UnusableCheckpoint) continue;
        expect(outcome).toMatchObject({ meta });
        expect([0x09, 0x0a, 0x0d, 0x20]).toContain(flipped[at]);
        expect([0x0a, 0x20]).toContain(whole[at]);
      }
      writeFileSync(join(copy, name), whole);
    }
  });

  test('[CP6] metadata alone can be read where weights are not wanted', async () => {
    const copy = copyOf(folder);
    writeFileSync(join(copy, WEIGHTS), '');
    expect(await readCheckpointMeta(copy)).toEqual(meta);
  });
});
