import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../../../models/cli/runCli.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch() });
  const code = await runCli(['league', ...args], context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

describe('league', () => {
  test('[LE4] prints the matrix, groups first, and draws it', async () => {
    const agents = join(scratch(), 'data', 'agents');
    const ids = await Promise.all(
      [1, 2].map(async (seed) => (await saveAgent({ agents }, { seed })).meta.id),
    );
    const refs = ids.map((id) => `agent:${id.slice(0, 8)}`).join(',');
    const flags = ['--game', 'ipd', '--players', 'scripted:always-defect', '--group', `Seeds=${refs}`];
    const { code, stdout } = await run(...flags, '--episodes', '2', '--svg', 'league.svg');
    expect(code).toBe(0);
    expect(stdout).toContain('6 pairs, 2 episodes of 16 steps each, seed 1');
    const [, , , header, ...rows] = stdout.trim().split('\n');
    expect(header!.trim().split(/ {2,}/)).toEqual(['Seeds', 'scripted:always-defect']);
    expect(rows.map((row) => row.split(/ {2,}/)[0])).toEqual(['Seeds', 'scripted:always-defect']);
    expect(rows[1]).toMatch(/-2\.000 \+- 0\.000$/);
    expect(readFileSync(join(scratch(), 'league.svg'), 'utf8')).toMatch(/^<svg .*>Seeds<.*<\/svg>\n$/s);

    const again = JSON.parse((await run(...flags, '--episodes', '2', '--json')).stdout) as Record<
      string,
      unknown
    >;
    expect(again).toMatchObject({ game: 'ipd', episodes: 2, steps: 16, seed: 1 });
    expect(again['cells']).toHaveLength(4);
    expect(again['matches']).toHaveLength(6);
    expect(
      (again['groups'] as { players: { version: string }[] }[])[0]!.players.map((p) => p.version),
    ).toEqual(ids);
  });

  test('[LE4] lasts 16 steps in the Coin Game and the longest episode in others, unless told', async () => {
    const stepsOf = async (game: string, ...more: string[]) => {
      const { stdout } = await run(
        '--game',
        game,
        '--players',
        'scripted:random',
        '--episodes',
        '1',
        '--json',
        ...more,
      );
      return (JSON.parse(stdout) as { steps: number }).steps;
    };
    expect(await stepsOf('coin')).toBe(16);
    expect(await stepsOf('negotiation')).toBe(50);
    expect(await stepsOf('ipd', '--params', '{"rounds":7}')).toBe(7);
    expect(await stepsOf('coin', '--steps', '5')).toBe(5);
  });

  test.each([
    [[], '--game: expected a game'],
    [['--game', 'ipd'], '--players or --group: expected at least one player, got none'],
    [['--game', 'ipd', '--players', 'tit-for-tat'], '--players: expected a player as'],
    [
      ['--game', 'ipd', '--players', 'scripted:nobody'],
      '--players, --group: expected a scripted player of ipd',
    ],
    [
      ['--game', 'ipd', '--players', 'scripted:grim*2'],
      'expected every player once, got scripted:grim again',
    ],
    [['--game', 'ipd', '--group', 'scripted:grim'], '--group: expected NAME=REF,..., got "scripted:grim"'],
    [['--game', 'harvest', '--players', 'scripted:random'], 'expected a game of two seats, got harvest'],
  ])('[LE4] %j is wrong usage', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('[LE4] ctrl-C ends it without half a matrix; a picture that cannot be written is a failure', async () => {
    const context = makeCliContext({
      directory: scratch(),
      onInterrupt: (callback) => {
        callback();
        return () => undefined;
      },
    });
    const args = ['league', '--game', 'ipd', '--players', 'scripted:grim,scripted:random'];
    expect(await runCli(args, context)).toBe(1);
    expect(context.stdout.text).toBe('');
    expect(context.stderr.text).toContain('stopped before all pairs had met');
    const lost = await run(
      '--game',
      'ipd',
      '--players',
      'scripted:grim',
      '--episodes',
      '1',
      '--svg',
      'no/where.svg',
    );
    expect(lost.code).toBe(1);
    expect(lost.stderr).toMatch(/^failed: cannot write .*where\.svg/);
  });
});
