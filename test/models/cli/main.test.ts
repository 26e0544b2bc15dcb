import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readSafetensors } from '../../../models/checkpoints/safetensors.ts';
import { makeTinyConfig } from '../../fixtures/makeRun.ts';
import { PROCESS_LIMIT_MS } from '../../fixtures/processLimit.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const launcher = join(root, 'models/cli/commonground.mjs');

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

interface Start {
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A real process, as a user's shell would start it. */
function start(args: readonly string[], { nodeFlags = [], env = {}, cwd = directory }: Start = {}) {
  const { npm_lifecycle_event: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [...nodeFlags, launcher, ...args], {
    cwd,
    env: { ...inherited, DEBUG: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PROCESS_LIMIT_MS,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}

const run = (args: readonly string[], how?: Start) => start(args, how).ended;

const EXAMPLE = join(root, 'docs/examples/my-player.mjs');

describe('the command as a process', () => {
  test('[CLI4] tit-for-tat against always-defect: -33 and -30 over 16 rounds', async () => {
    const seats = 'scripted:tit-for-tat,scripted:always-defect';
    const args = ['simulate', '--game', 'ipd', '--seats', seats, '--episodes', '2', '--seed', '5', '--json'];
    const { code, stdout, stderr } = await run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { stepsPerSecond, ...document } = JSON.parse(stdout) as { stepsPerSecond: number };
    expect(stepsPerSecond).toBeGreaterThan(0);
    expect(document).toEqual({
      game: 'ipd',
      rulesVersion: 1,
      episodes: 2,
      steps: 32,
      seed: 5,
      seats: [
        { ref: 'scripted:tit-for-tat', meanReturn: -33, seReturn: 0, meanPerStep: -33 / 16 },
        { ref: 'scripted:always-defect', meanReturn: -30, seReturn: 0, meanPerStep: -30 / 16 },
      ],
      perCapitaReturn: -31.5,
      events: { exploitation: 2, 'mutual-defection': 30 },
    });
  });

  test('[CLI1] wrong usage ends with 2 and leaves stdout empty', async () => {
    const { code, stdout, stderr } = await run(['simulate', '--game', 'ipd', '--seats', 'scripted:random*3']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--seats: expected 2 seats for ipd, got 3');
  });

  test('[CLI13] DEBUG=1 shows the stack of a failure, which ends with 1', async () => {
    const source = readFileSync(EXAMPLE, 'utf8').replace('decide(', 'decide() { throw new Error("oh") }, x(');
    writeFileSync(join(directory, 'fails.mjs'), source);
    const args = ['simulate', '--game', 'ipd', '--seats', 'module:./fails.mjs*2'];
    const { code, stderr } = await run(args, { env: { DEBUG: '1' } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/seat 0, step 0: Error: oh\n.*at .*fails\.mjs/s);
  });

  test('[CLI14] a reader that closes the pipe ends the command quietly', async () => {
    const { child, ended } = start(['games', '--json']);
    child.stdout.destroy();
    expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('[CLI15] ctrl-C in a long simulation ends with 1 and says how far it came', async () => {
    const source = readFileSync(EXAMPLE, 'utf8').replace(
      'begin: () => (',
      'begin: () => (console.error("go"), ',
    );
    writeFileSync(join(directory, 'tells.mjs'), source);
    const args = [
      'simulate',
      '--game',
      'ipd',
      '--seats',
      'module:tells.mjs,scripted:random',
      '--steps',
      '100000000',
    ];
    const { child, ended } = start(args);
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await ended).toEqual({
      code: 1,
      stdout: '',
      stderr: 'go\nfailed: stopped after 0 of 10 episodes\n',
    });
  });
});

/** The iteration in the last whole line that a training run has written, or 0. */
function lastIteration(folder: string): number {
  const file = join(folder, 'metrics.jsonl');
  // Behind the last line break there is nothing, or a line that is being written.
  const last = existsSync(file) ? readFileSync(file, 'utf8').split('\n').at(-2) : '';
  return last ? (JSON.parse(last) as { iteration: number }).iteration : 0;
}

describe('a training run that is told to end', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '[TR1] %s: it saves every iteration that it has finished, and tells how to go on',
    async (signal) => {
      const folder = join(directory, signal);
      const config = makeTinyConfig({ iterations: 1_000_000_000 });
      writeFileSync(join(directory, 'endless.json'), JSON.stringify(config));
      const { child, ended } = start(['train', '--config', 'endless.json', '--out', folder]);
      // Metrics are written every second, the state every 20.
      while (lastIteration(folder) === 0 && child.exitCode === null) await setTimeout(50);
      child.kill(signal);
      const { code, stderr } = await ended;
      const [, told] = /stopped after iteration (\d+); go on with: .* train --resume /.exec(stderr) ?? [];
      const file = join(folder, 'state.safetensors');
      const { counters = '' } = readSafetensors(readFileSync(file), file).metadata;
      const { iteration: saved } = JSON.parse(counters) as { iteration: number };
      expect({ code, told, saved }).toEqual({ code: 1, told: String(saved), saved: lastIteration(folder) });
    },
  );
});

describe('the launcher', () => {
  test('[CLI16] a Node that reads no TypeScript hands over to the one that the project brings', async () => {
    const { code, stdout, stderr } = await run(['players', '--game', 'ipd', '--json'], {
      nodeFlags: ['--no-experimental-strip-types'],
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('scripted:tit-for-tat');
    expect((await run(['nothing'], { nodeFlags: ['--no-experimental-strip-types'] })).code).toBe(2);
  });

  test('[CLI9] paths mean the folder in which the user typed, also where npm runs the command', async () => {
    writeFileSync(join(directory, 'mine.mjs'), readFileSync(EXAMPLE));
    const args = ['simulate', '--game', 'ipd', '--seats', 'module:./mine.mjs*2', '--json'];
    const env = { npm_lifecycle_event: 'cli', INIT_CWD: directory };
    expect(await run(args, { cwd: root, env })).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('docs/players.md', () => {
  test('[CLI9] shows the example that works', async () => {
    const page = readFileSync(join(root, 'docs/players.md'), 'utf8');
    expect(page).toContain(readFileSync(EXAMPLE, 'utf8'));
    const args = [
      'simulate',
      '--game',
      'ipd',
      '--seats',
      `module:${EXAMPLE},scripted:always-cooperate`,
      '--json',
    ];
    const { stdout } = await run(args);
    expect(JSON.parse(stdout)).toMatchObject({ seats: [{ meanReturn: -16 }, { meanReturn: -16 }] });
  });
});
