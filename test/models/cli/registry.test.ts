import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCli } from '../../../models/cli/runCli.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();
const ids: string[] = [];

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch(), now: () => 1_700_000_000_000 });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

interface ListedGame {
  readonly live: { readonly agent: string };
  readonly refused: readonly { readonly agent: string }[];
  readonly pinned: unknown;
  readonly events: readonly { readonly who: string; readonly why: string; readonly to: string }[];
}

async function ipd(): Promise<ListedGame> {
  const { stdout } = await run('registry', '--game', 'ipd', '--json');
  return (JSON.parse(stdout) as readonly ListedGame[])[0] as ListedGame;
}

beforeAll(async () => {
  const agents = join(scratch(), 'data', 'agents');
  for (const seed of [1, 2]) ids.push((await saveAgent({ agents }, { seed })).meta.id);
});

describe('registry, promote, rollback, pin, unpin', () => {
  test('[LF9] each change is written down with who and why, and is seen by the next command', async () => {
    const ref = `agent:${ids[0]}`;
    const promoted = await run(
      'promote',
      '--candidate',
      ref,
      '--why',
      'looks good',
      '--who',
      'eve',
      '--force',
    );
    expect(promoted).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`agent:${ids[0]?.slice(0, 12)}`),
    });
    expect(await ipd()).toMatchObject({
      live: { agent: ids[0] },
      events: [{ who: 'eve', why: 'looks good' }],
    });
    expect(await run('agent', 'show', 'agent:live/ipd')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(ids[0] as string),
    });
    expect((await run('pin', '--game', 'ipd', '--why', 'a study')).code).toBe(0);
    const pinned = await run('rollback', '--game', 'ipd', '--why', 'bad');
    expect(pinned).toMatchObject({ code: 1, stderr: expect.stringMatching(/tester pinned it \(a study\)/) });
    expect((await run('unpin', '--game', 'ipd', '--why', 'over')).code).toBe(0);
    expect((await run('rollback', '--game', 'ipd', '--why', 'bad')).code).toBe(0);
    const last = await ipd();
    expect(last.refused.map(({ agent }) => agent)).toEqual([ids[0]]);
    expect(last.live.agent).not.toBe(ids[0]);
    const { stdout } = await run('registry', '--game', 'ipd');
    expect(stdout).toMatch(/^ipd, 4 events\nstage .*\nlive .*\nrefused +agent:.* tester +- +bad\n$/);
  });

  test('[LF9] nothing happens without a reason, and an agent that nobody has examined needs --force', async () => {
    for (const command of ['rollback', 'pin', 'unpin']) {
      expect(await run(command, '--game', 'ipd', '--why', ' ')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--why: expected a reason'),
      });
    }
    expect((await run('pin', '--why', 'x')).stderr).toContain('--game: expected one of ipd');
    const before = await ipd();
    const unexamined = await run('promote', '--candidate', `agent:${ids[1]}`, '--why', 'x');
    expect(unexamined).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('passed the offline suite'),
    });
    expect(await ipd()).toEqual(before);
  });

  test('[LF10] weights that are damaged never go live, not even by force', async () => {
    const { folder, meta } = await saveAgent({ agents: join(scratch(), 'data', 'agents') }, { seed: 3 });
    writeFileSync(join(folder, 'weights.safetensors'), 'nonsense');
    const before = await ipd();
    const { code, stderr } = await run('promote', '--candidate', `agent:${meta.id}`, '--why', 'x', '--force');
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('weights.safetensors'),
    });
    expect(await ipd()).toEqual(before);
  });
});
