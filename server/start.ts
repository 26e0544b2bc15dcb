/** Runs server/main.ts and starts it again when it dies; passes signals on. What `npm start` runs. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** Node keeps compiled code there, so that a start takes half the time; only who may change the code may write it. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 30_000;
/** A process that listened and lived this long was sound: its death is the first one again. */
const SOUND_AFTER_MS = 1000;

let child: ChildProcess | undefined;
let isStopping = false;
let hasListened = false;
let delay = FIRST_DELAY_MS;

function run(): void {
  const startedAt = performance.now();
  let isListening = false;
  // Its own process group: Ctrl-C reaches it once, through here.
  const server = fork(MAIN, process.argv.slice(2), {
    detached: true,
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  child = server;
  server.on('message', () => {
    isListening = true;
    hasListened = true;
  });
  server.on('exit', (code, signal) => {
    // It ended on purpose, or it could not even start and has said why.
    if (isStopping || code === 0 || !hasListened) process.exit(code ?? 1);
    if (isListening && performance.now() - startedAt > SOUND_AFTER_MS) delay = FIRST_DELAY_MS;
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
