/** Prints the ids of all trained agents that ever had a seat, as a JSON list. Argument: the data folder. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { openLogReader } from '../storage/openLogReader.ts';
import { DATABASE_NAME } from '../storage/sqliteStore.ts';

const [folder = readConfig().dataFolder] = process.argv.slice(2);

/** Nobody has played where there is no log yet. */
function versions(): readonly string[] {
  if (!existsSync(join(folder, DATABASE_NAME))) return [];
  const log = openLogReader(folder);
  try {
    return log.reader.agentVersions();
  } finally {
    log.close();
  }
}

process.stdout.write(JSON.stringify(versions()));
