import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { CliContext } from './context.ts';
import { runCli } from './runCli.ts';
import { runServerScript } from './serverScript.ts';

const packageFile = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };

const context: CliContext = {
  stdout: process.stdout,
  stderr: process.stderr,
  directory: process.cwd(),
  codeVersion: version,
  userName: userInfo().username || 'unknown',
  seconds: () => Number(process.hrtime.bigint()) / 1e9,
  cpuSeconds() {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1e6;
  },
  // oxlint-disable-next-line no-restricted-globals -- the command's entry is where the machine's time comes in
  now: () => Date.now(),
  newEpisodeId: () => randomUUID(),
  onInterrupt(callback) {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const ignore = (): void => signals.forEach((signal) => process.off(signal, onSignal));
    const onSignal = (): void => {
      ignore();
      callback();
    };
    for (const signal of signals) process.on(signal, onSignal);
    return ignore;
  },
  runServerScript,
};

// A reader such as `head` that has seen enough is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), context);
