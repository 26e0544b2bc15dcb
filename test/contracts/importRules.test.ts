import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A rule that nobody has seen fail is no rule: each test plants a forbidden line in a copy of the tree.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['shared', 'models', 'server', 'client'];
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'commonground-rules-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.base.json', 'tsconfig.json', 'package.json']) {
    cpSync(join(ROOT, name), join(copy, name));
  }
  for (const folder of FOLDERS) {
    mkdirSync(join(copy, folder), { recursive: true });
    cpSync(join(ROOT, folder, 'tsconfig.json'), join(copy, folder, 'tsconfig.json'));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function plant(path: string, source: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), source);
}

function run(
  bin: string,
  args: readonly string[],
): { readonly stdout: string; readonly status: number | null } {
  return spawnSync(process.execPath, [join(ROOT, 'node_modules', bin), ...args], {
    cwd: copy,
    encoding: 'utf8',
  });
}

/** Writes one file, lints it alone and removes it.  @returns what the linter printed */
function lintWith(path: string, source: string): string {
  plant(path, source);
  const { stdout } = run('oxlint/bin/oxlint', [path]);
  rmSync(join(copy, path));
  return stdout;
}

const uses = (module: string): string => `import { x } from '${module}';\nexport const y = x;\n`;

test.each([
  ['shared/planted/a.ts', '../../server/main.ts'],
  ['shared/planted/a.ts', '../../models/policies/policy.ts'],
  ['shared/planted/a.ts', '../../client/main.ts'],
  ['shared/planted/a.ts', 'node:fs'],
  ['shared/games/coin/a.ts', '../ipd/game.ts'],
  ['models/planted/a.ts', '../../server/main.ts'],
  ['models/planted/a.ts', '../../client/main.ts'],
  ['server/planted/a.ts', '../../models/learner.ts'],
  ['server/planted/a.ts', '../../client/main.ts'],
  ['server/planted/a.ts', '../../models/policies/checkpointPolicy.ts'],
  ['server/session/a.ts', '../../models/policies/checkpointPolicy.ts'],
  ['server/inference/a.ts', '../../models/learner.ts'],
  ['server/inference/a.ts', '../../models/algorithms/registry.ts'],
  ['server/inference/a.ts', '../../models/policyGradient.ts'],
  ['server/inference/a.ts', '../../client/main.ts'],
  ['server/inference/a.ts', '../session/tableSession.ts'],
  ['server/session/a.ts', '../rooms/tableRoom.ts'],
  ['server/session/a.ts', '@colyseus/core'],
  ['client/planted/a.ts', '../../server/main.ts'],
  ['client/planted/a.ts', '../../models/learner.ts'],
  ['client/planted/a.ts', '../../models/networks/wasmNetwork.ts'],
  ['client/learn/a.ts', '../../server/main.ts'],
  ['client/learn/a.ts', 'node:fs'],
  ['client/learn/a.ts', '../../models/backend.ts'],
  ['client/learn/a.ts', '../../models/checkpoints/loadCheckpoint.ts'],
  ['client/learn/a.ts', '../../models/cli/main.ts'],
])('[AR1] %s may not import %s', (path, module) => {
  expect(lintWith(path, uses(module))).toContain('no-restricted-imports');
});

test('[AR4] what learns in the browser reaches neither Node nor processes, however far one follows its imports', () => {
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const imports = readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)\s(?!type )[^;]*?from\s+'([^']+)'/gm,
    );
    for (const [, module = ''] of imports) {
      expect({ path, module }).not.toMatchObject({ module: expect.stringMatching(/^node:|\/server\//) });
      if (module.startsWith('.') && module.endsWith('.ts')) follow(join(dirname(path), module));
    }
  };
  for (const entry of ['learnWorker.ts', 'openTensorflow.ts', 'learnedPlayer.ts'])
    follow(join(ROOT, 'client/learn', entry));
  expect([...seen].some((path) => path.endsWith('models/networks/wasmNetwork.ts'))).toBe(true);
});

test.each([
  ['shared/planted/a.ts', 'export const now = Date.now();\n', 'no-restricted-globals'],
  ['models/planted/a.ts', 'export const now = performance.now();\n', 'no-restricted-globals'],
  ['shared/planted/a.ts', 'export const x = Math.random();\n', 'no-restricted-properties'],
  ['server/planted/a.ts', 'export default 1;\n', 'no-default-export'],
])('[AR2] %s may not say %j', (path, source, rule) => {
  expect(lintWith(path, source)).toContain(rule);
});

test('[AR1] what is allowed passes: the rules do not refuse everything', () => {
  expect(lintWith('shared/planted/a.ts', 'export const x = 1;\n')).not.toMatch(/no-restricted|no-default/);
  for (const learns of ['learner.ts', 'networks/wasmNetwork.ts', 'configs/ipd/a.cpu.json?raw'])
    expect(lintWith('client/learn/a.ts', uses(`../../models/${learns}`))).not.toContain('no-restricted');
});

test.each([
  '../../models/policies/policy.ts',
  '../../models/policies/checkpointPolicy.ts',
  '../../models/networks/network.ts',
  '../../models/checkpoints/loadCheckpoint.ts',
  '../players/program.ts',
])('[AR1] server/inference may import %s', (module) => {
  expect(lintWith('server/inference/a.ts', uses(module))).not.toContain('no-restricted-imports');
});

test('[AR3] shared has neither Node nor the DOM: the compiler refuses process and document', () => {
  for (const name of ['process', 'document']) {
    plant('shared/planted/a.ts', `export const x = ${name};\n`);
    const { stdout, status } = run('typescript/bin/tsc', ['-b', 'shared']);
    rmSync(join(copy, 'shared/planted/a.ts'));
    expect(stdout).toContain(`'${name}'`);
    expect(status).not.toBe(0);
  }
});
