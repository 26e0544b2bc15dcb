/** Runs server/main.ts and starts it again when it dies; passes signals on. What `npm start` runs. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { serverLoadSchema } from '../shared/protocol/serverLoad.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { serverListeningSchema } from './serverListening.ts';
import { SupervisedChild } from './supervisedChild.ts';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const MAIN = file('main.ts');
const TRAINER = file('../models/background/trainerProcess.ts');
const EXPLOITERS = file('cli/exploiters.ts');
/** Node keeps compiled code there, so that a start takes half the time; only who may change the code may write it. */
const COMPILED = file('../node_modules/.cache/compiled');
/**
 * Of a busy server V8 lets the young generation grow to three times 32 MiB, garbage nearly all of it (docs/live.md): three
 * times 8 are enough, and every collection is shorter.
 */
const HEAP = ['--max-semi-space-size=8'];
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 30_000;
/** A process that listened and lived this long was sound: its death is the first one again. */
const SOUND_AFTER_MS = 1000;
const NO_TRAINER = '--no-trainer';
const TRAINER_ONLY = '--trainer-only';
const NO_EXPLOITERS = '--no-exploiters';
const OWN_FLAGS: readonly string[] = [NO_TRAINER, TRAINER_ONLY, NO_EXPLOITERS];

const args = process.argv.slice(2);
const environment = { ...process.env, NODE_COMPILE_CACHE: COMPILED };
const say = (line: string): void => void process.stderr.write(`${line}\n`);

let child: ChildProcess | undefined;
let isStopping = false;
let hasListened = false;
let delay = FIRST_DELAY_MS;
/** Where the server listens, once it has. */
let url: URL | undefined;
const only = args.includes(TRAINER_ONLY);
const config = configOrEnd();
const trainer = makeTrainer();
let exploiters: SupervisedChild | undefined;

function run(): void {
  const startedAt = performance.now();
  let isListening = false;
  // Its own process group: Ctrl-C reaches it once, through here.
  const server = fork(
    MAIN,
    args.filter((arg) => !OWN_FLAGS.includes(arg)),
    {
      detached: true,
      stdio: 'inherit',
      execArgv: [...process.execArgv, ...HEAP],
      // Whoever played looks for it where it was, also where it had taken any free port.
      env: { ...environment, ...(url?.port && { PORT: url.port }) },
    },
  );
  child = server;
  server.on('message', (message) => {
    const load = serverLoadSchema.safeParse(message);
    if (load.success) return trainer?.tell(load.data);
    url = new URL(serverListeningSchema.parse(message).listening);
    isListening = true;
    hasListened = true;
    // Not before: whoever waits for the page waits for none of these.
    trainer?.start();
    exploiters ??= makeExploiters(url.href);
    exploiters?.start();
  });
  server.on('exit', (code, signal) => {
    // It ended on purpose, or it could not even start and has said why.
    if (isStopping || code === 0 || !hasListened) return end(code ?? 1);
    if (isListening && performance.now() - startedAt > SOUND_AFTER_MS) delay = FIRST_DELAY_MS;
    say(`commonground: the server died (${signal ?? code}); starting it again in ${delay / 1000} s`);
    setTimeout(() => {
      if (isStopping) end(1);
      else run();
    }, delay);
    delay = Math.min(2 * delay, LONGEST_DELAY_MS);
  });
}

/** Undefined where none is wanted, or where the server will say what is wrong with the settings. */
function makeTrainer(): SupervisedChild | undefined {
  if (config === undefined || (!only && (config.trainer === 'off' || args.includes(NO_TRAINER))))
    return undefined;
  const { dataFolder, trainerConfig } = config;
  return new SupervisedChild({
    name: 'the trainer',
    pronoun: 'it',
    program: TRAINER,
    args: [dataFolder, ...(trainerConfig === undefined ? [] : [trainerConfig])],
    priority: 'own',
    environment,
    say,
    ...(only && { onEnd: (code: number) => process.exit(code) }),
  });
}

function makeExploiters(url: string): SupervisedChild | undefined {
  const perHour = config?.exploitersPerHour ?? 0;
  if (perHour === 0 || args.includes(NO_EXPLOITERS)) return undefined;
  return new SupervisedChild({
    name: 'the exploiters',
    pronoun: 'them',
    program: EXPLOITERS,
    // Every start has chances of its own: the same ones over and over would make games of few kinds count more.
    args: ['--url', url, '--per-hour', String(perHour), '--seed', String(randomInt(2 ** 31)), '--quiet'],
    priority: 'lowered',
    environment,
    say,
  });
}

function configOrEnd(): Config | undefined {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (!only) return undefined;
    say(`commonground: ${error.message}`);
    return process.exit(1);
  }
}

function stopOthers(): Promise<unknown> {
  return Promise.all([trainer?.stop(), exploiters?.stop()]);
}

function end(code: number): void {
  const exit = (): void => process.exit(code);
  stopOthers().then(exit, exit);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    const stopped = stopOthers();
    if (child?.exitCode === null && child.signalCode === null) child.kill(signal);
    else void stopped.then(() => process.exit(0));
  });
}

if (only) trainer?.start();
else run();
