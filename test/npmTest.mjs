// `npm test`: set up what is missing, run the quick checks, then all tests; the last line counts them.
// `npm test -- PATTERN` runs the tests whose path matches, without the checks.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import {
  buildClient,
  installDependencies,
  projectNode,
  ROOT,
  say,
  withClearErrors,
} from '../server/setup.mjs';
import { ensureChromium } from './chromium.mjs';

const artifacts = join(ROOT, 'artifacts');

/** What the last line says; a set-up that fails comes to one failure. */
let counts = { passed: 0, failed: 1 };
try {
  await withClearErrors(setUpAndTest);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
} finally {
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
}

function setUpAndTest() {
  installDependencies();
  buildClient();
  const environment = {
    ...process.env,
    CHROMIUM: ensureChromium() ?? '',
    PATH: [dirname(projectNode()), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  };
  mkdirSync(artifacts, { recursive: true });
  const chosen = process.argv.slice(2);
  const runs =
    chosen.length > 0
      ? [jest('chosen', chosen, environment)]
      : [
          quickChecks(environment),
          jest('unit', ['--testPathIgnorePatterns', '/test/e2e/'], environment),
          // Browsers and servers want the machine to themselves: one file at a time.
          jest('e2e', ['--runInBand', '--testPathPatterns', '/test/e2e/'], environment),
        ];
  const sum = (of) => runs.reduce((before, run) => before + run[of], 0);
  counts = { passed: sum('passed'), failed: sum('failed') };
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

/** Types, lint, format and unused code count as one test each. */
function quickChecks(environment) {
  const checks = { passed: 0, failed: 0 };
  for (const script of ['typecheck', 'lint', 'format:check', 'unused']) {
    say(`npm run ${script}`);
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const { status } = spawnSync(scripts[script], {
      cwd: ROOT,
      env: environment,
      stdio: 'inherit',
      shell: true,
    });
    checks[status === 0 ? 'passed' : 'failed'] += 1;
    if (status !== 0) say(`npm run ${script} failed`);
  }
  return checks;
}

/** Runs jest and reads its own report; a run that leaves none counts as one failure. */
function jest(name, args, environment) {
  const report = join(artifacts, `jest-${name}.json`);
  rmSync(report, { force: true });
  const bin = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // Whatever a test may have left open, the run ends and its counts are told.
  const ending = ['--forceExit', '--json', '--outputFile', report];
  spawnSync(projectNode(), [...flags, bin, ...args, ...ending], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const skipped = result.numPendingTests + result.numTodoTests;
    if (skipped > 0) say(`${skipped} tests were skipped: counted as failed`);
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites + skipped,
    };
  } catch {
    say(`jest (${name}) left no report`);
    return { passed: 0, failed: 1 };
  }
}
