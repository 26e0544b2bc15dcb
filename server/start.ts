/** Runs server/main.ts and starts it again when it dies; passes signals on. What `npm start` runs. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 30_000;
/** A process that ran this long was sound: its death is the first one again. */
const SOUND_AFTER_MS = 60_000;

let child: ChildProcess | undefined;
let isStopping = false;
let delay = FIRST_DELAY_MS;

function run(): void {
  const startedAt = performance.now();
  let wasListening = false;
  // Its own process group: Ctrl-C reaches it once, through here.
  const process_ = fork(MAIN, process.argv.slice(2), { detached: true, stdio: 'inherit' });
  child = process_;
  process_.on('message', () => (wasListening = true));
  process_.on('exit', (code, signal) => {
    // It ended on purpose, or it cannot start and has said why.
    if (isStopping || code === 0 || !wasListening) process.exit(code ?? 1);
    if (performance.now() - startedAt > SOUND_AFTER_MS) delay = FIRST_DELAY_MS;
    process.stderr.write(
      `commonground: the server died (${signal ?? code}); starting it again in ${delay / 1000} s\n`,
    );
    setTimeout(() => {
      if (isStopping) process.exit(1);
      run();
    }, delay);
    delay = Math.min(2 * delay, LONGEST_DELAY_MS);
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    if (child?.exitCode === null && child.signalCode === null) child.kill(signal);
    else process.exit(0);
  });
}

run();
