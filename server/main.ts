/** The server process: builds everything, listens, and ends in good order. Settings: --help. */
import { flushCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { readCodeVersion } from './codeVersion.ts';
import { watchClock } from './clockWatch.ts';
import { ConfigError, configHelp, readConfig, type Config } from './config.ts';
import { Arena } from './createServer.ts';
import { openAgents } from './inference/openAgents.ts';
import { createLogger } from './log.ts';
import { OpsDesk } from './ops/opsDesk.ts';
import { commandLine, PATIENCE_MS } from './ops/sources/commandLine.ts';
import { reportLoad } from './ops/loadReport.ts';
import { opsPassword } from './ops/password.ts';
import type { Programs } from './players/program.ts';
import { createPrograms } from './players/programs.ts';
import { loadModules } from './players/loadModules.ts';
import { DEFAULT_LIMITS } from './rooms/rateLimit.ts';
import type { ServerListening } from './serverListening.ts';
import { StorageError } from './storage/storageError.ts';
import { openSqliteStore, type SqliteStore } from './storage/sqliteStore.ts';
import { systemClock } from './systemClock.ts';

const HELP = `The Commonground server: games, lobby, research log and operations on one port.

  npm start                          set up, build and run, with trainer and exploiters in the background
  npm start -- --no-trainer          without the trainer
  npm start -- --trainer-only        the trainer alone, for a second machine or a night
  npm start -- --no-exploiters       without those who try to exploit the agents, game after game
  node server/main.ts                run alone; server/start.ts runs it and starts it again after a crash
  PORT=8080 DATA_DIR=/srv/study npm start

Environment:
${configHelp()}
`;

const RESULTS = fileURLToPath(new URL('../docs/results', import.meta.url));

/** Exit codes: 0 ended in good order, 1 cannot start (the message says why), 70 a fault that nobody caught. */
const FAULT = 70;

/** How live agents did in rooms is looked back on for so long at the start. */
const FIGURES_MS = 6 * 3600 * 1000;

async function main(): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(HELP);
    return;
  }
  const config = readConfig();
  const logger = createLogger(config.logLevel);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught');
    process.exit(FAULT);
  });
  const { arena, store, agents } = await start(config, logger);
  process.send?.({ listening: arena.url } satisfies ServerListening);
  const endReport = reportLoad(arena.monitor, (load) => {
    if (process.connected) process.send?.(load);
  });
  // oxlint-disable-next-line no-restricted-globals -- to be compared with the server's own time
  const endWatch = watchClock(
    systemClock,
    () => Date.now(),
    (what) => logger.warn(what),
  );
  // Now, because a process that is killed saves nothing at its end.
  flushCompileCache();
  endOnSignals(config, logger, async () => {
    endReport();
    endWatch();
    await arena.drain(config.drainMs);
    await arena.close();
    await agents.close();
    await store.close();
  });
}

async function start(config: Config, logger: Logger) {
  const codeVersion = readCodeVersion();
  const modules = await loadModules(config.modulePlayers);
  const store = openStore(config, logger);
  const ops = config.opsPassword === undefined ? opsPassword(config.dataFolder) : undefined;
  const cut = await store.markCutEpisodes(systemClock.now());
  if (cut.length > 0) logger.warn({ episodes: cut }, 'marked episodes that the last process left running');
  const agents = await openAgents({
    dataFolder: config.dataFolder,
    clock: systemClock,
    codeVersion,
    onMove: (what) => logger.info(what),
    onTrouble: (what) => logger.warn(what),
  });
  // What live agents did before this start counts, so that a restart forgives nobody.
  for (const id of store.episodeIds({ since: systemClock.now() - FIGURES_MS }))
    agents.live.take(store.episodeEvents(id));
  const programs = createPrograms(codeVersion, modules, agents.agents);
  const opsDesk = openDesk(config, programs);
  const arena = new Arena({
    ...config,
    opsDesk,
    store,
    clock: systemClock,
    programs,
    codeVersion,
    limits: DEFAULT_LIMITS,
    opsPassword: ops?.password ?? config.opsPassword ?? '',
    onOpsLogin: (accepted, address) => {
      logger[accepted ? 'info' : 'warn']({ address, accepted }, 'login to operations');
      try {
        opsDesk.note('login', {}, address, accepted ? 'accepted' : 'wrong password');
      } catch (error) {
        logger.error({ err: error }, 'could not write the log of actions');
      }
    },
    colyseusLogger: colyseusLogger(logger),
    onError: (error, where) => logger.error({ err: error, where }, 'failed'),
    onEvents: (events) => agents.live.take(events),
  });
  await arena.listen();
  logger.info({ url: arena.url, codeVersion, dataFolder: config.dataFolder }, 'listening');
  const operations = ops?.isNew
    ? `\nOperations: ${arena.url}/ops/ with password ${ops.password} (kept in ${ops.file})`
    : '';
  say(`Commonground is ready: ${arena.url}${operations}`);
  return { arena, store, agents };
}

function openStore({ dataFolder }: Config, logger: Logger): SqliteStore {
  return openSqliteStore({
    folder: dataFolder,
    onHealth(fault) {
      if (fault === undefined) logger.warn('the research log is written again, and nothing of it was lost');
      else
        logger.error(
          { err: fault },
          'the research log cannot be written: games wait, and no table is opened',
        );
    },
  });
}

function openDesk({ dataFolder }: Config, programs: Programs): OpsDesk {
  return new OpsDesk({
    dataFolder,
    resultsFolder: RESULTS,
    clock: systemClock,
    // Agents of this machine are looked for in the folder `data` of where a command runs.
    run: commandLine(dirname(dataFolder), dataFolder, PATIENCE_MS.figures),
    runExport: commandLine(dirname(dataFolder), dataFolder, PATIENCE_MS.exports),
    isAtHand: (game, id) => programs.offers(game).some(({ checkpoint }) => checkpoint === id),
  });
}

function endOnSignals(config: Config, logger: Logger, end: () => Promise<void>): void {
  let isEnding = false;
  const stop = (signal: string) => {
    if (isEnding) return;
    isEnding = true;
    logger.info({ signal, drainMs: config.drainMs }, 'draining');
    end().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'could not end in good order');
        process.exit(FAULT);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
  // Started by server/start.ts, which is gone now.
  process.on('disconnect', () => stop('disconnect'));
}

/** Colyseus reports what clients did wrong as errors; that is counted already and no fault of the server. */
function colyseusLogger(logger: Logger) {
  const write = (...parts: unknown[]) => logger.debug({ from: 'colyseus' }, parts.map(String).join(' '));
  return { debug: write, error: write, info: write, trace: write, warn: write };
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

/** One sentence for what the operator can put right; anything else is a fault of the program. */
function startFault(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof StorageError) return error.message;
  if (!(error instanceof Error)) return undefined;
  if (error.message.startsWith('MODULE_PLAYERS')) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  const port = process.env['PORT'] ?? '2567';
  if (code === 'EADDRINUSE') return `port ${port} is taken: stop what uses it, or set PORT to another one`;
  if (code === 'EACCES') return `port ${port} or the data folder is not allowed: ${error.message}`;
  return undefined;
}

main().catch((error: unknown) => {
  const sentence = startFault(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`commonground: ${sentence}\n`);
  process.exit(1);
});
