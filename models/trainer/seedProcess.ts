// A process that trains one run, as its parent tells it: a crash or a lack of memory takes no other run along.
import type { FromSeedProcess, ToSeedProcess } from './seedMessages.ts';
import { trainJob } from './trainJob.ts';

const SECONDS_BETWEEN_REPORTS = 0.2;

let answer: 'go-on' | 'stop' = 'go-on';
const stop = (): void => {
  answer = 'stop';
};
const seconds = (): number => Number(process.hrtime.bigint()) / 1e9;

// ctrl-C and the end of a terminal reach every process in it; only the parent decides what they mean.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('SIGTERM', stop);
// The parent is gone, perhaps killed: save, and end.
process.on('disconnect', stop);
process.on('message', (message: ToSeedProcess) => {
  if (message.kind === 'stop') stop();
  else void train(message);
});

function tell(message: FromSeedProcess): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });
}

async function train({ folder, directory, codeVersion }: Extract<ToSeedProcess, { kind: 'train' }>) {
  let reportedAt = Number.NEGATIVE_INFINITY;
  try {
    const result = await trainJob({
      folder,
      directory,
      codeVersion,
      seconds,
      cpuSeconds() {
        const { user, system } = process.threadCpuUsage();
        return (user + system) / 1e6;
      },
      // oxlint-disable-next-line no-restricted-globals -- a process' entry is where the machine's time comes in
      now: () => Date.now(),
      async breathe(progress) {
        if (seconds() - reportedAt > SECONDS_BETWEEN_REPORTS) {
          reportedAt = seconds();
          await tell({ kind: 'progress', progress });
        }
        await new Promise((resume) => setImmediate(resume));
        return answer;
      },
    });
    await tell({ kind: 'result', result });
  } catch (error) {
    await tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
  if (process.connected) process.disconnect();
}
