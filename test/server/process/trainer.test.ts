import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from '../../fixtures/serverProcess.ts';

let folder: string;
let server: ServerProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trainer-'));
  mkdirSync(join(folder, 'trainer'));
  // Its own priority might keep it from running at all on a busy machine.
  settings({ games: { ipd: 1 }, cores: 0.2, priority: 'usual' });
});
afterEach(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function settings(content: object): void {
  writeFileSync(join(folder, 'trainer', 'config.json'), JSON.stringify(content));
}

function run(args: readonly string[] = []): ServerProcess {
  server = new ServerProcess('start.ts', { DATA_DIR: folder, TRAINER: 'on' }, args);
  return server;
}

test('[BT8] a trainer that is killed comes back by itself, says so in one line, and the server plays on', async () => {
  const house = run();
  const url = await house.url();
  await house.said(/takes up to 0\.2 of a core/);
  const [serverPid = 0, trainerPid = 0] = house.childPids();
  process.kill(trainerPid, 'SIGKILL');
  await house.said(/takes up to/, 2);
  expect(house.stderr.match(/the trainer died[^\n]*/g)).toEqual([
    'the trainer died (SIGKILL); play goes on, starting it again in 1 s',
  ]);
  expect(house.childPids()[0]).toBe(serverPid);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  house.process.kill('SIGTERM');
  expect(await house.exit).toBe(0);
});

test('[BT7] all of its threads have the lowest priority', async () => {
  settings({ games: { ipd: 1 } });
  const house = run();
  await house.url();
  while (house.childPids().length < 2 || getPriority(house.childPids()[1]) === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const [, trainerPid = 0] = house.childPids();
  // One after the other gets it.
  let threads: readonly number[] = [];
  while (threads.length < 2 || threads.some((thread) => getPriority(thread) === 0)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    threads = readdirSync(`/proc/${trainerPid}/task`).map(Number);
  }
  for (const thread of threads) expect(getPriority(thread)).toBe(constants.priority.PRIORITY_LOW);
});

test('[BT8] --no-trainer starts none; settings that cannot be used are told once and cost no play', async () => {
  const without = run(['--no-trainer']);
  await without.url();
  expect(without.childPids()).toHaveLength(1);
  await without.stop();
  settings({ cores: 7 });
  const house = run();
  const url = await house.url();
  await house.said(/commonground trainer: .*config\.json: expected the trainer's settings/);
  while (house.childPids().length > 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(house.stderr).not.toContain('starting it again');
  expect((await fetch(`${url}/health`)).status).toBe(200);
});

test('[BT8] --trainer-only trains and serves nothing, until it is told to stop', async () => {
  const alone = run(['--trainer-only']);
  await alone.said(/takes up to/);
  expect(alone.stdout).toBe('');
  alone.process.kill('SIGTERM');
  expect(await alone.exit).toBe(0);
});
