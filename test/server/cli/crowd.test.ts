import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startArena } from '../../fixtures/arena.ts';

const FILE = fileURLToPath(new URL('../../../server/cli/crowd.ts', import.meta.url));

function crowd(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [FILE, ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test('[SV4] the command plays at a server, prints what came of it and ends with 0', async () => {
  const arena = await startArena();
  try {
    const some = ['--people', '2', '--style', 'fair', '--game', 'ipd', '--speed', '200'];
    const { code, stdout } = await crowd('--url', arena.arena.url, ...some, '--minutes', '0.05', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ people: 2, style: 'fair', errors: [] });
    expect(arena.errors).toEqual([]);
  } finally {
    await arena.close();
  }
});

test.each([
  [['--people', '0'], '--people: expected a whole number from 1 to 1000, got "0"'],
  [['--style', 'mean'], '--style: expected one of fair, greedy, forgiving, idle, mixed, got "mean"'],
  [['--game', 'chess'], '--game: expected one of ipd'],
  [['--minutes', 'x'], '--minutes: expected a number from 0.01'],
])('[SV4] %j is wrong usage', async (args, words) => {
  const { code, stderr } = await crowd(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('[SV4] a server that does not answer is named, and the end is 1', async () => {
  const { code, stderr } = await crowd('--url', 'http://127.0.0.1:9', '--minutes', '0.05');
  expect(code).toBe(1);
  expect(stderr).toContain('expected a server at http://127.0.0.1:9, got ');
});
