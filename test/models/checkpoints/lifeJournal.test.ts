import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { changeJournal, journalFile, readJournal } from '../../../models/checkpoints/lifeJournal.ts';
import { agentId, makeChange } from '../../fixtures/lives.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

afterAll(removeTemporaryFolders);

const agentsIn = (folder: string) => readJournal(folder).events.map(({ agent }) => agent[0]);
const add = (folder: string, digit: string, now = 1) =>
  changeJournal(folder, () => [makeChange({ agent: agentId(digit) })], { now });

test('[LF6] what was changed is in the journal, a line each, and a journal that is not there is empty', () => {
  const folder = join(temporaryFolder(), 'registry');
  expect(readJournal(folder)).toEqual({ events: [], faults: [] });
  add(folder, 'a', 7);
  add(folder, 'b', 3);
  expect(readJournal(folder).events.map(({ at }) => at)).toEqual([7, 3]);
  expect(readFileSync(journalFile(folder), 'utf8').split('\n')).toHaveLength(3);
});

test('[LF6] a torn last line counts for nothing, is told of, and costs the next line nothing', () => {
  const folder = temporaryFolder();
  add(folder, 'a');
  const whole = readFileSync(journalFile(folder), 'utf8');
  appendFileSync(journalFile(folder), whole.slice(0, 60));
  expect(agentsIn(folder)).toEqual(['a']);
  expect(readJournal(folder).faults).toEqual([expect.stringMatching(/journal\.jsonl:2: expected an event/)]);
  add(folder, 'b');
  expect(agentsIn(folder)).toEqual(['a', 'b']);
  expect(readJournal(folder).faults).toHaveLength(1);
});

test('[LF7] a full disk changes nothing, says so, and the same change works when there is room', () => {
  const folder = temporaryFolder();
  add(folder, 'a');
  const before = readFileSync(journalFile(folder), 'utf8');
  const half = (file: number, bytes: Uint8Array) => writeSync(file, bytes.subarray(0, 40));
  const full = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };
  for (const write of [half, full]) {
    expect(() =>
      changeJournal(folder, () => [makeChange({ agent: agentId('b') })], { now: 1, write }),
    ).toThrow(/nothing was changed \(ENOSPC.*is the disk full\?/);
    expect(readFileSync(journalFile(folder), 'utf8')).toBe(before);
  }
  add(folder, 'b');
  expect(agentsIn(folder)).toEqual(['a', 'b']);
});

test('[LF7] a change that is refused leaves no line and lets the next one in', () => {
  const folder = temporaryFolder();
  expect(() =>
    changeJournal(
      folder,
      () => {
        throw new RangeError('no');
      },
      { now: 1 },
    ),
  ).toThrow('no');
  add(folder, 'a');
  expect(agentsIn(folder)).toEqual(['a']);
});

test('[LF8] processes that change it at the same time each see what was written before, and lose nothing', async () => {
  const folder = temporaryFolder();
  const writer = fileURLToPath(new URL('../../fixtures/lifeWriter.ts', import.meta.url));
  const children = [0, 1, 2].map(() => fork(writer, [folder, '8'], { execArgv: [] }));
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number));
  expect(codes).toEqual([0, 0, 0]);
  const whys = readJournal(folder).events.map(({ why }) => why);
  expect(whys).toEqual(Array.from({ length: 24 }, (_, i) => `after ${i}`));
});
