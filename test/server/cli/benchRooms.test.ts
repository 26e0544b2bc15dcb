import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FILE = fileURLToPath(new URL('../../../server/cli/benchRooms.ts', import.meta.url));
const run = promisify(execFile);

test('[AG26] bench rooms seats people and agents, counts every decision, and prints one document', async () => {
  const { stdout } = await run(process.execPath, [FILE, '--rooms', '2', '--people', '5', '--seconds', '2']);
  const document = JSON.parse(stdout) as Record<string, unknown>;
  const quantiles = { p50: expect.any(Number), p99: expect.any(Number), max: expect.any(Number) };
  expect(document).toMatchObject({
    bench: 'rooms',
    rooms: 2,
    people: 5,
    agentsPerRoom: 2,
    deadlineMs: 60,
    aimMissedShare: 0.001,
    decisionMs: quantiles,
    tickLateMs: quantiles,
    updateLateMs: quantiles,
  });
  const { decisions, missed, missedShare } = document as Record<string, number>;
  // Four agents at eight ticks a second; a busy machine makes fewer ticks.
  expect(decisions).toBeGreaterThan(0);
  expect(missedShare).toBeCloseTo((missed ?? 0) / (decisions ?? 1), 5);
});

test.each([
  ['--people', '7', 'expected a whole number from 1 to 6, got "7"'],
  ['--rooms', '2.5', 'expected a whole number from 1 to 500, got "2.5"'],
  ['--seconds', 'soon', 'expected a number from 0.5 to 600, got "soon"'],
])('[AG26] %s %s is wrong usage', async (flag, value, words) => {
  await expect(run(process.execPath, [FILE, flag, value])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${flag}: ${words}`),
  });
});
