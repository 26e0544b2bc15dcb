import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../../../models/cli/runCli.ts';
import { exploitersOf } from '../../../shared/scripted/exploiters.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch() });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

interface Report {
  readonly rungs: readonly {
    readonly ref: string;
    readonly kind: string;
    readonly exploits: boolean;
    readonly gain: { readonly mean: number };
  }[];
  readonly readout: { readonly nearest: readonly string[] } | null;
}

describe('ladder', () => {
  test('[XP10] scripts of the list, best responses to this target and --players climb; those that gain most stand first', async () => {
    const agents = join(scratch(), 'data', 'agents');
    const exploits = { ref: 'scripted:always-cooperate', version: 'old' };
    const own = await saveAgent({ agents }, { seed: 1, facts: { exploits } });
    await saveAgent({ agents }, { seed: 2, facts: { exploits: { ...exploits, ref: 'scripted:grim' } } });
    const args = ['ladder', '--target', 'scripted:always-cooperate', '--game', 'ipd', '--episodes', '4'];
    const more = ['--players', 'scripted:random({"p":0.1})', '--svg', 'ladder.svg'];
    const { code, stdout } = await run(...args, ...more, '--json');
    expect(code).toBe(0);
    const { rungs, readout } = JSON.parse(stdout) as Report;
    const ofKind = (kind: string) => rungs.filter((rung) => rung.kind === kind).map(({ ref }) => ref);
    expect(ofKind('scripted').toSorted()).toEqual(
      exploitersOf('ipd')
        .map(({ ref }) => ref)
        .toSorted(),
    );
    expect(ofKind('learned')).toEqual([`agent:${own.meta.id.slice(0, 12)}`]);
    expect(ofKind('other')).toEqual(['scripted:random({"p":0.1})']);
    const gains = rungs.map(({ gain }) => gain.mean);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    expect(rungs[0]).toMatchObject({ ref: 'scripted:always-defect', exploits: true, gain: { mean: 1 } });
    expect(readout?.nearest).toContain('always-cooperate');
    expect(readFileSync(join(scratch(), 'ladder.svg'), 'utf8')).toContain(
      'everybody against scripted:always-cooperate',
    );
  });

  test('[XP10] for people it prints a table and, in the prisoner’s dilemma alone, the read-out', async () => {
    const ipd = await run('ladder', '--target', 'scripted:tit-for-tat', '--game', 'ipd', '--episodes', '2');
    expect(ipd.stdout).toMatch(/^exploiter +it gets +target gets +gap +gain +loss +exploits +attacks$/m);
    expect(ipd.stdout).toMatch(/^after CD +0\.000 /m);
    expect(ipd.stdout).toMatch(/^chi = 3 .* does not pay /m);
    const coin = await run(
      'ladder',
      '--target',
      'scripted:reciprocator',
      '--game',
      'coin',
      '--episodes',
      '2',
    );
    expect(coin.code).toBe(0);
    expect(coin.stdout).not.toContain('chi = 2');
  });

  test('[XP10] wrong flags are refused', async () => {
    expect(await run('ladder')).toMatchObject({ code: 2 });
    expect((await run('ladder', '--target', 'scripted:grim')).stderr).toContain('--game: expected a game');
    const coin = await run('ladder', '--target', 'scripted:grim', '--game', 'coin');
    expect(coin.stderr).toContain('expected a scripted player of coin');
  });

  test('[XP7] players says what each script attacks on the ladder', async () => {
    const { stdout } = await run('players', '--game', 'coin');
    for (const { ref, attacks } of exploitersOf('coin'))
      expect(stdout.replaceAll(/ +/g, ' ')).toContain(`coin ${ref} ${attacks}`);
    const { stdout: json } = await run('players', '--game', 'coin', '--json');
    const skimmer = (JSON.parse(json) as readonly { ref: string; exploiters: readonly object[] }[]).find(
      ({ ref }) => ref === 'scripted:skimmer',
    );
    expect(skimmer?.exploiters).toHaveLength(2);
  });
});
