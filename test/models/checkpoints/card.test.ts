import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { addEvidence } from '../../../models/checkpoints/addEvidence.ts';
import { readEvidence, type Evidence } from '../../../models/checkpoints/evidence.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { writeCard } from '../../../models/checkpoints/writeCard.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

function makeEvidence(overrides: Partial<Evidence> = {}): Omit<Evidence, 'format' | 'checkpoint'> {
  return {
    title: 'League',
    protocol: 'Thirty-two games of 16 steps.',
    unit: 'reward per step',
    command: 'npm run -s cli -- league --game ipd',
    seed: 2,
    role: 'report',
    codeVersion: 'test',
    created: '2026-01-02T03:04:05Z',
    measures: [{ name: 'self-play', mean: 0.2794, standardError: 0.0421, n: 90, goal: { low: 0.28 } }],
    ...overrides,
  };
}

let folder = '';
let id = '';
const card = () => readFileSync(join(folder, 'card.md'), 'utf8');
beforeAll(async () => {
  const plots = { 'learning-curve': '<svg/>' };
  ({ folder, meta: { id } } = await saveAgent({ agents: scratch(), plots })); // prettier-ignore
});

describe('the card', () => {
  test('[CP13] says what it is, how it was trained, by which command and configuration, and its licence', () => {
    const text = card();
    expect(text).toContain("# Iterated Prisoner's Dilemma: advantage-alignment, seed 1\n");
    expect(text).toContain(`Checkpoint \`${id}\``);
    expect(text).toContain('| command | `npm run -s cli -- train --game ipd --seed 1` |');
    expect(text).toContain('| environment steps | 1,024 (');
    expect(text).toContain('| wall time | 2.5 s |');
    expect(text).toContain('actor: 4 - 16 - GRU 16 - (actor 8 - 2), ');
    expect(text).toContain('"actorRate": 0.001,');
    expect(text).toContain('![learning curve](plots/learning-curve.svg)');
    expect(text).toContain('Nobody has measured it yet.');
    expect(text).toContain('## Licence\n\nApache-2.0');
  });

  test('[CP14] evidence is added in files of its own; the card shows it, the id stays', async () => {
    await addEvidence(folder, makeEvidence());
    const bare = makeEvidence({ title: 'Choice', role: 'validation' });
    await addEvidence(folder, {
      ...bare,
      measures: [{ ...bare.measures[0]!, standardError: null, goal: null }],
    });
    expect(readdirSync(join(folder, 'evidence'))).toEqual(['0001.json', '0002.json']);
    expect((await readEvidence(folder, id)).map(({ title }) => title)).toEqual(['League', 'Choice']);
    expect((await loadCheckpoint(folder)).meta.id).toBe(id);
    expect(card()).toContain('| self-play | 0.279 | 0.042 | 90 | >= 0.28: not met |');
    expect(card()).toContain('| self-play | 0.279 | - | 90 |  |');
    expect(card()).toMatch(/### Choice\n\n.*Choices were made with these numbers: they flatter\./);
    expect(card()).not.toContain('Nobody has measured it yet.');
  });

  test('[CP14] evidence without a measure, or about another checkpoint, is refused', async () => {
    await expect(addEvidence(folder, makeEvidence({ measures: [] }))).rejects.toThrow('measures');
    expect(readdirSync(join(folder, 'evidence'))).toHaveLength(2);
    const file = join(folder, 'evidence', '0002.json');
    const kept = readFileSync(file, 'utf8');
    writeFileSync(file, kept.replace(id, '0'.repeat(64)));
    await expect(readEvidence(folder, id)).rejects.toThrow(
      `0002.json: expected evidence about ${id}, got 000`,
    );
    writeFileSync(file, kept);
  });

  test('[CP13] plots are added later too; the card can be made again', async () => {
    const before = card();
    await writeCard(folder, { cooperation: '<svg></svg>' });
    expect(card()).toContain('![cooperation](plots/cooperation.svg)\n\n![learning curve]');
    expect(existsSync(join(folder, 'plots', 'cooperation.svg'))).toBe(true);
    writeFileSync(join(folder, 'card.md'), 'lost');
    await writeCard(folder);
    expect(card().length).toBeGreaterThan(before.length);
  });
});
