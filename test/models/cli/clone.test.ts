import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../models/cli/runCli.ts';
import { runServerScript } from '../../../models/cli/serverScript.ts';
import { isModelOfPeople } from '../../../models/checkpoints/origin.ts';
import { openSqliteStore } from '../../../server/storage/sqliteStore.ts';
import { person, SCRIPTED } from '../../fixtures/episodeLog.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { playedLog } from '../../fixtures/playedLog.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
beforeAll(async () => {
  const store = openSqliteStore({ folder });
  for (let p = 0; p < 12; p += 1) {
    const participant = `p-${p}`;
    await store.addParticipant({ participant, secretHash: participant, createdAt: 0 });
    // The last one plays otherwise, and has not agreed.
    await store.addConsent({ participant, given: p < 11, textVersion: '1', at: 0 });
    const seats = [
      { controller: person(participant), plays: p < 11 ? 'tit-for-tat' : 'alternator' },
      { controller: SCRIPTED, plays: 'random' },
    ];
    for (let e = 0; e < 3; e += 1)
      store.append(playedLog({ episode: `e-${p}-${e}`, game: 'ipd', seed: 10 * p + e, seats, at: p }));
  }
  await store.close();
});
afterAll(removeTemporaryFolders);

async function run(...args: string[]) {
  const context = makeCliContext({ directory: folder, runServerScript });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

interface Made {
  readonly kind: string;
  readonly ref: string;
  readonly folder: string;
  readonly data: unknown;
  readonly fits: Record<string, { readonly logLikelihood: number; readonly decisions: number }>;
  readonly training: { readonly sources: unknown };
}

describe('clone', () => {
  test('[PE8] makes an agent that plays as people did, from those who agreed, with evidence and a card', async () => {
    const { code, stdout } = await run('clone', '--game', 'ipd', '--data', '.', '--json');
    expect(code).toBe(0);
    const made = JSON.parse(stdout) as Made;
    expect(made).toMatchObject({
      kind: 'made',
      split: 'participants',
      data: { episodes: 33, people: 11, decisions: 33 * 16, counts: { given: 33, withoutConsent: 3 } },
    });
    expect(made.fits['model']?.logLikelihood).toBeGreaterThan(made.fits['uniform']?.logLikelihood ?? 0);
    const meta = JSON.parse(readFileSync(join(made.folder, 'checkpoint.json'), 'utf8')) as {
      algorithm: string;
    };
    expect(isModelOfPeople(meta)).toBe(true);
    expect(readFileSync(join(made.folder, 'card.md'), 'utf8')).toContain('A model of people: it imitates');
    expect(existsSync(join(made.folder, 'evidence', '0001.json'))).toBe(true);
    // Nobody's id goes along.
    expect(JSON.stringify(meta)).not.toContain('p-1');

    const played = await run(
      'simulate',
      '--game',
      'ipd',
      '--seats',
      `${made.ref},scripted:always-defect`,
      '--json',
    );
    expect(played.code).toBe(0);
    const { stdout: listed } = await run('agents', '--game', 'ipd');
    expect(listed).toMatch(new RegExp(`${made.ref} +behaviour-cloning`));
  });

  test('[PE8] says what it is worth in words', async () => {
    const { stdout } = await run(
      'clone',
      '--game',
      'ipd',
      '--data',
      '.',
      '--out',
      'agents',
      '--minutes',
      '0.02',
    );
    expect(stdout).toContain(
      '528 decisions of 11 people in 33 episodes; left out: 3 with somebody who has not agreed',
    );
    expect(stdout).toMatch(/100 % of people, 0 % of simulated ones, 0 % known to the model before/);
    expect(stdout).toMatch(/^this model +-\d\.\d{3} +-\d\.\d{3} \+- \d\.\d{3} +\d\.\d{3}$/m);
    expect(existsSync(join(folder, 'agents'))).toBe(true);
  });

  test('[PE8] with nobody to learn from it says so, makes nothing and ends well', async () => {
    const { code, stdout } = await run('clone', '--game', 'coin', '--data', '.', '--out', 'none');
    expect(code).toBe(0);
    expect(stdout).toContain('0 decisions of 0 people in 0 episodes');
    expect(stdout).toContain('Too little to learn from');
    expect(existsSync(join(folder, 'none'))).toBe(false);
    expect(await run('clone')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--game: expected a game'),
    });
  });
});
