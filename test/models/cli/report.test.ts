import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../models/cli/runCli.ts';
import { runServerScript } from '../../../models/cli/serverScript.ts';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import type { ControllerTag } from '../../../shared/log/events.ts';
import { makeEpisodeLog, person, tampered } from '../../fixtures/episodeLog.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { playedLog } from '../../fixtures/playedLog.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
const AGENT: ControllerTag = { kind: 'agent', id: 'agent:released/ipd/kind', version: 'ab'.repeat(32) };
beforeAll(async () => {
  const store = openSqliteStore({ folder });
  for (const [participant, given] of [
    ['p-1', true],
    ['p-2', true],
    ['p-no', false],
    ['sim-crowd:sly.x', true],
  ] as const) {
    await store.addParticipant({ participant, secretHash: participant, createdAt: 0 });
    await store.addConsent({ participant, given, textVersion: '1', at: 0 });
  }
  const against = (episode: string, participant: string, plays: string) =>
    playedLog({
      episode,
      game: 'ipd',
      seed: 3,
      seats: [
        { controller: person(participant), plays },
        { controller: AGENT, plays: 'always-cooperate' },
      ],
    });
  store.append([
    ...against('fair', 'p-1', 'tit-for-tat'),
    ...against('sly', 'p-2', 'always-defect'),
    ...against('secret', 'p-no', 'always-defect'),
    ...against('crowd', 'sim-crowd:sly.x', 'alternator'),
    ...tampered(makeEpisodeLog({ episode: 'old', controllers: [person('p-1')] }), () => true, {
      rulesVersion: 99,
    }),
  ]);
  await store.close();
});
afterAll(removeTemporaryFolders);

async function run(...args: string[]) {
  const context = makeCliContext({ directory: folder, runServerScript });
  const code = await runCli(['report', ...args], context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

describe('report', () => {
  test('[PE4] tells how people treat every version, from those who agreed, and what it left out', async () => {
    const { code, stdout } = await run('--data', '.', '--svg', 'people.svg');
    expect(code).toBe(0);
    expect(stdout).toContain('2 episodes with people; left out: 1 with somebody who has not agreed');
    expect(stdout).toContain('1 with simulated people');
    expect(stdout).toContain('1 that this version cannot replay');
    // Gains 0 and (0 + 3) / 2 a round; defections after cooperation 0 of 15 and 15 of 15.
    expect(stdout).toMatch(
      /^agent:released\/ipd\/kind abababababab +2 +2 +\+0\.750 \[0\.000, \+1\.500\] +0\.50 \(15\/30\)/m,
    );
    expect(readFileSync(join(folder, 'people.svg'), 'utf8')).toMatch(/^<svg .*kind ababab.*<\/svg>\n$/s);
  });

  test('[PE4] --json has figures with counts and intervals; --simulated takes programs along', async () => {
    const { stdout } = await run('--data', '.', '--json', '--simulated', '--game', 'ipd');
    const report = JSON.parse(stdout) as { episodes: unknown; indices: Record<string, unknown>[] };
    expect(report.episodes).toEqual({ given: 4, withoutConsent: 1, simulated: 0, exploiters: 0, invalid: 1 });
    expect(report.indices).toHaveLength(1);
    expect(report.indices[0]).toMatchObject({
      game: 'ipd',
      partner: AGENT,
      participants: 3,
      episodes: 3,
      resampled: 'participants',
      // 0 of 15, 15 of 15, 8 of 15.
      defectionAfterCooperation: { count: 23, of: 45, interval: { low: 0, high: 1 } },
    });
  });

  test('[PE4] an empty store says that there is nothing yet, and so does a server that never ran', async () => {
    const empty = await run('--data', '.', '--game', 'harvest', '--svg', 'none.svg');
    expect(empty).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing yet') });
    expect(empty.stderr).toBe('none.svg: not drawn, for there is nothing to draw yet\n');
    const before = process.env['DATA_DIR'];
    process.env['DATA_DIR'] = join(folder, 'nowhere');
    try {
      expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing yet: nobody') });
    } finally {
      if (before === undefined) delete process.env['DATA_DIR'];
      else process.env['DATA_DIR'] = before;
    }
  });

  test('[PE4] a folder without a log fails with its name', async () => {
    const { code, stderr } = await run('--data', 'nowhere');
    expect(code).toBe(1);
    expect(stderr).toContain('expected the log of people, but its reader ended with 1');
  });
});
