import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const seconds = (least: number, most: number) => z.coerce.number().min(least).max(most);

/** Every setting of the server, by the name of its environment variable. */
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(2567).describe('TCP port; 0 takes a free one'),
  HOST: z.string().min(1).default('0.0.0.0').describe('Address to listen on'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('data')
    .describe('Folder of the research log and the operations password'),
  OPS_PASSWORD: z
    .string()
    .min(8)
    .optional()
    .describe('Password of /ops; left out: a random one, printed once and kept in DATA_DIR'),
  OFFER_AFTER_SECONDS: seconds(0, 3600)
    .default(15)
    .describe('A person who waits alone is offered a program after this long'),
  GATHER_SECONDS: seconds(0, 600)
    .default(10)
    .describe('How long people gather at a mixed table before agents take the open seats'),
  EMPTY_TABLE_SECONDS: seconds(1, 86_400)
    .default(60)
    .describe('A table without any connection is closed after this long'),
  DRAIN_SECONDS: seconds(0, 3600)
    .default(20)
    .describe('How long running episodes may go on after SIGTERM or SIGINT'),
  MAX_TABLES: z.coerce.number().int().min(1).default(2000).describe('Tables at a time'),
  MODULE_PLAYERS: z
    .string()
    .default('')
    .describe("Comma-separated files of the operator's own players, offered as module:NAME"),
  TRAINER: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Whether npm start runs the background trainer; --no-trainer: off'),
  TRAINER_CONFIG: z
    .string()
    .default('')
    .describe("File of the trainer's settings; left out: trainer/config.json in DATA_DIR, if it is there"),
  EXPLOITERS_PER_HOUR: z.coerce
    .number()
    .min(0)
    .max(100_000)
    .default(120)
    .describe('Games that standing exploiters begin against agents beside npm start; --no-exploiters: 0'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default(process.stderr.isTTY ? 'warn' : 'info')
    .describe('What the server writes about itself, as JSON lines on stderr'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  readonly opsPassword: string | undefined;
  readonly offerAfterMs: number;
  readonly gatherMs: number;
  readonly emptyTableMs: number;
  readonly drainMs: number;
  readonly maxTables: number;
  readonly modulePlayers: readonly string[];
  readonly trainer: 'on' | 'off';
  readonly trainerConfig: string | undefined;
  readonly exploitersPerHour: number;
  readonly logLevel: string;
  readonly clientFolder: string;
}

/** A setting that cannot be used. */
export class ConfigError extends Error {}

/** Reads the settings. Relative paths start at the project's folder.  @throws ConfigError that names the variable */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  // An empty variable is one that is not set.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new ConfigError(`${name}: ${issue?.message ?? 'not usable'}, got ${JSON.stringify(env[name])}`);
  }
  const settings = parsed.data;
  return Object.freeze({
    port: settings.PORT,
    host: settings.HOST,
    dataFolder: resolve(ROOT, settings.DATA_DIR),
    opsPassword: settings.OPS_PASSWORD,
    offerAfterMs: settings.OFFER_AFTER_SECONDS * 1000,
    gatherMs: settings.GATHER_SECONDS * 1000,
    emptyTableMs: settings.EMPTY_TABLE_SECONDS * 1000,
    drainMs: settings.DRAIN_SECONDS * 1000,
    maxTables: settings.MAX_TABLES,
    modulePlayers: settings.MODULE_PLAYERS.split(',')
      .map((path) => path.trim())
      .filter((path) => path !== '')
      .map((path) => resolve(ROOT, path)),
    trainer: settings.TRAINER,
    trainerConfig: settings.TRAINER_CONFIG === '' ? undefined : resolve(ROOT, settings.TRAINER_CONFIG),
    exploitersPerHour: settings.EXPLOITERS_PER_HOUR,
    logLevel: settings.LOG_LEVEL,
    clientFolder: resolve(ROOT, 'client/dist'),
  });
}

/** One line a setting, for --help. */
export function configHelp(): string {
  const lines = Object.entries(environment.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined).data;
    const suffix = fallback === undefined || fallback === '' ? '' : ` (default ${String(fallback)})`;
    return `  ${name.padEnd(20)} ${schema.description ?? ''}${suffix}`;
  });
  return lines.join('\n');
}
