// The process of the background trainer, which server/start.ts starts beside the server and starts again if it dies.
// Arguments: the data folder and, if not `config.json` in its folder `trainer`, the file of the settings.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { serverLoadSchema, type ServerLoad } from '../../shared/protocol/serverLoad.ts';
import { runServerScript } from '../cli/serverScript.ts';
import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { BackgroundTrainer } from './backgroundTrainer.ts';
import { takeLowestPriority } from './lowestPriority.ts';
import { Sleeper } from './sleeper.ts';
import { lockTrainer, trainerFolder } from './stateFile.ts';
import { readTrainerConfig, TrainerConfigError } from './trainerConfig.ts';

/** Exit code of what another start would not change. */
const UNUSABLE = 2;
/** Whoever looks at the lock has it for a moment. */
const PATIENCE_MS = 5000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const [data = join(ROOT, 'data'), file] = process.argv.slice(2);
const seconds = (): number => Number(process.hrtime.bigint()) / 1e9;
const log = (line: string): void => void process.stderr.write(`commonground trainer: ${line}\n`);

async function main(): Promise<void> {
  const config = readTrainerConfig(file ?? join(trainerFolder(data), 'config.json'));
  if (config.priority === 'lowest') takeLowestPriority(process.connected ? 'own' : 'shared');
  const unlock = lockTrainer(data, PATIENCE_MS);
  if (unlock === undefined) throw new TrainerConfigError(`another trainer already works on ${data}`);
  const sleeper = new Sleeper();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => sleeper.stop());
  // Whoever started it is gone.
  process.on('disconnect', () => sleeper.stop());
  let load: { readonly load: ServerLoad; readonly at: number } | undefined;
  process.on('message', (message) => {
    const said = serverLoadSchema.safeParse(message);
    if (said.success) load = { load: said.data, at: seconds() };
  });
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const trainer = new BackgroundTrainer({
    places: { ...agentPlaces(ROOT), agents: join(data, 'agents') },
    data,
    config,
    codeVersion: version,
    seconds,
    cpuSeconds() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    // oxlint-disable-next-line no-restricted-globals -- a process' entry is where the machine's time comes in
    now: () => Date.now(),
    sleep: (ms) => sleeper.sleep(ms),
    isStopping: () => sleeper.isStopping,
    load: () => load,
    log,
    newSeed: () => randomInt(2 ** 31),
    usedAgents: () => usedAgents(data),
    runServerScript,
  });
  log(
    `takes up to ${config.cores} of a core; turn ${trainer.state.turns}${trainer.state.current === null ? '' : ', goes on where it was'}`,
  );
  await trainer.run();
  unlock();
  if (process.connected) process.disconnect();
}

/** The server's part reads the research log, in a process of its own. */
function usedAgents(data: string): Promise<ReadonlySet<string> | undefined> {
  const script = fileURLToPath(new URL('../../server/cli/usedAgents.ts', import.meta.url));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, data], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => {
      const ids = z.array(z.string()).safeParse(code === 0 ? JSON.parse(output) : undefined);
      resolve(ids.success ? new Set(ids.data) : undefined);
    });
  });
}

main().catch((error: unknown) => {
  if (!(error instanceof TrainerConfigError)) throw error;
  log(error.message);
  process.exit(UNUSABLE);
});
