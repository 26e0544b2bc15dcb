import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { addEvidence } from '../../../models/checkpoints/addEvidence.ts';
import { runCli } from '../../../models/cli/runCli.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();
const ids: string[] = [];

/** Whether a line or reference is of this test's agents, not of those that the project releases. */
const isOwn = (text: string): boolean => !text.includes('agent:released/');

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch() });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

beforeAll(async () => {
  const agents = join(scratch(), 'data', 'agents');
  for (const [game, seed] of [
    ['ipd', 2],
    ['ipd', 1],
    ['coin', 3],
  ] as const) {
    // prettier-ignore
    const { folder, meta } = await saveAgent({ agents }, { game, seed });
    ids.push(meta.id);
    if (seed !== 2) continue;
    const goals = [{ low: 0.95 }, null, { low: -1.05 }];
    await addEvidence(folder, {
      title: 'IPD probe',
      protocol: 'One thousand games against a uniformly random player.',
      unit: 'share of cooperation',
      command: null,
      seed: 9,
      role: 'report',
      codeVersion: 'test',
      created: '2026-01-02T03:04:05Z',
      measures: ['start', 'CC', 'self-play'].map((name, i) => ({
        name,
        mean: 0.9,
        standardError: 0.01,
        n: 1000,
        goal: goals[i]!,
      })),
    });
  }
  mkdirSync(join(agents, 'broken'));
});

describe('agents', () => {
  test('[CP12] lists them by game, algorithm and seed, with their latest evidence', async () => {
    const { code, stdout, stderr } = await run('agents');
    expect(code).toBe(0);
    const [, ...lines] = stdout.trim().split('\n');
    expect(lines.filter(isOwn).map((line) => line.split(/ {2,}/))).toEqual([
      ['coin', `agent:${ids[2]!.slice(0, 12)}`, 'advantage-alignment', '3', '1,024', '1', 'none'],
      ['ipd', `agent:${ids[1]!.slice(0, 12)}`, 'advantage-alignment', '1', '1,024', '1', 'none'],
      ['ipd', `agent:${ids[0]!.slice(0, 12)}`, 'advantage-alignment', '2', '1,024', '1',
        'IPD probe: start 0.90, CC 0.90, self-play 0.90'],
    ]); // prettier-ignore
    expect(stderr).toMatch(/^left out: .*broken.checkpoint\.json: expected a file of a checkpoint/);
  });

  test('[CP12] of one game, as JSON', async () => {
    const listed = JSON.parse((await run('agents', '--game', 'coin', '--json')).stdout) as { ref: string }[];
    expect(listed.filter(({ ref }) => isOwn(ref))).toEqual([
      expect.objectContaining({ id: ids[2], ref: `agent:${ids[2]!.slice(0, 12)}`, evidence: [] }),
    ]);
    const others = JSON.parse((await run('agents', '--game', 'harvest', '--json')).stdout) as {
      ref: string;
    }[];
    expect(others.map(({ ref }) => ref).filter(isOwn)).toEqual([]);
    expect(others.map(({ ref }) => ref)).toContain('agent:released/harvest/guarding');
  });
});

describe('agent show', () => {
  test('[CP12] prints facts and evidence, and whether each goal was met', async () => {
    const { code, stdout } = await run('agent', 'show', `agent:${ids[0]!.slice(0, 9)}`);
    expect(code).toBe(0);
    expect(stdout).toContain(`id:           ${ids[0]}`);
    expect(stdout).toMatch(/start +0\.900 +0\.010 +1000 +>= 0\.95: not met\n/);
    expect(stdout).toMatch(/CC +0\.900 +0\.010 +1000\n/);
    expect(stdout).toMatch(/self-play +0\.900 +0\.010 +1000 +>= -1\.05: met\n/);
    const { evidence } = JSON.parse((await run('agent', 'show', `agent:${ids[0]}`, '--json')).stdout) as {
      evidence: { checkpoint: string }[];
    };
    expect(evidence.map(({ checkpoint }) => checkpoint)).toEqual([ids[0]]);
  });

  test('[CP12] refuses what is no agent as wrong usage, and fails on one that cannot be used', async () => {
    const wrong = await run('agent', 'show', 'scripted:grim');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('expected agent:..., got "scripted:grim"');
    const broken = await run('agent', 'show', 'agent:./data/agents/broken');
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toMatch(/^failed: .*broken.checkpoint\.json: expected a file of a checkpoint/);
  });

  test('[CP12] an agent can be simulated by its id', async () => {
    const seats = `agent:${ids[2]!.slice(0, 6)},scripted:random`;
    const { code, stdout } = await run(
      'simulate',
      '--game',
      'coin',
      '--seats',
      seats,
      '--json',
      '--episodes',
      '1',
    );
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { seats: unknown[] }).seats).toHaveLength(2);
    const lost = await run('simulate', '--game', 'coin', '--seats', 'agent:./nowhere,scripted:random');
    expect(lost).toMatchObject({ code: 2, stdout: '' });
    expect(lost.stderr).toContain('--seats: agent:./nowhere: ');
  });
});
