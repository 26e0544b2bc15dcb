/** Runs server/main.ts and starts it again when it dies; passes signals on. What `npm start` runs. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serverLoadSchema } from '../shared/protocol/serverLoad.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { TrainerChild } from './trainerChild.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** Node keeps compiled code there, so that a start takes half the time; only who may change the code may write it. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 30_000;
/** A process that listened and lived this long was sound: its death is the first one again. */
const SOUND_AFTER_MS = 1000;
const NO_TRAINER = '--no-trainer';
const TRAINER_ONLY = '--trainer-only';

const args = process.argv.slice(2);
const environment = { ...process.env, NODE_COMPILE_CACHE: COMPILED };
const say = (line: string): void => void process.stderr.write(`${line}\n`);

let child: ChildProcess | undefined;
let isStopping = false;
let hasListened = false;
let delay = FIRST_DELAY_MS;
const trainer = makeTrainer();

function run(): void {
  const startedAt = performance.now();
  let isListening = false;
  // Its own process group: Ctrl-C reaches it once, through here.
  const server = fork(
    MAIN,
    args.filter((arg) => arg !== NO_TRAINER),
    { detached: true, stdio: 'inherit', env: environment },
  );
  child = server;
  server.on('message', (message) => {
    const load = serverLoadSchema.safeParse(message);
    if (load.success) return trainer?.tell(load.data);
    isListening = true;
    hasListened = true;
    // Not before: whoever waits for the page waits for no trainer.
    trainer?.start();
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
function makeTrainer(): TrainerChild | undefined {
  const only = args.includes(TRAINER_ONLY);
  const config = configOrEnd(only);
  if (config === undefined || (!only && (config.trainer === 'off' || args.includes(NO_TRAINER))))
    return undefined;
  return new TrainerChild({
    dataFolder: config.dataFolder,
    configFile: config.trainerConfig,
    environment,
    say,
    ...(only && { onEnd: (code: number) => process.exit(code) }),
  });
}

function configOrEnd(only: boolean): Config | undefined {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (!only) return undefined;
    say(`commonground: ${error.message}`);
    return process.exit(1);
  }
}

function end(code: number): void {
  const exit = (): void => process.exit(code);
  if (trainer === undefined) exit();
  else trainer.stop().then(exit, exit);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    const trained = trainer?.stop();
    if (child?.exitCode === null && child.signalCode === null) child.kill(signal);
    else void (trained ?? Promise.resolve()).then(() => process.exit(0));
  });
}

if (args.includes(TRAINER_ONLY)) trainer?.start();
else run();
