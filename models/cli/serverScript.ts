import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunServerScript } from './context.ts';
import { CommandFailed } from './failure.ts';

/** Runs server/cli/NAME.ts as a process with our stdin and stderr.  @throws CommandFailed if there is none */
export const runServerScript: RunServerScript = (name, args, { stdout, onLine }) => {
  const file = fileURLToPath(new URL(`../../server/cli/${name}.ts`, import.meta.url));
  if (!existsSync(file)) {
    throw new CommandFailed(`expected server/cli/${name}.ts, which this version does not have`);
  }
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['inherit', stdout === 'captured' ? 'pipe' : 'inherit', 'inherit'],
  });
  let output = '';
  if (child.stdout && onLine)
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', onLine);
  else
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  // ctrl-C reaches the child by itself; we stay until it has tidied up, and pass its exit code on.
  const wait = (): void => undefined;
  process.on('SIGINT', wait);
  const terminate = (): void => {
    child.kill('SIGTERM');
  };
  process.on('SIGTERM', terminate);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', terminate);
      resolve({ exitCode: exitCode ?? 1, output });
    });
  });
};
