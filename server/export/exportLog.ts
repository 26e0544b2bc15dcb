import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReplayDivergence } from '../../shared/log/divergence.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import { peopleIn } from '../../shared/log/peopleIn.ts';
import { replay } from '../../shared/log/replay.ts';
import { isSimulated } from '../../shared/simulated.ts';
import type { LogReader } from '../storage/logReader.ts';
import type { EpisodeFilter } from '../storage/store.ts';
import { codebook, codebookPage } from './codebook.ts';
import { columnsOf } from './columns.ts';
import { decisionRows, endedEpisode, episodeRow, seatChangeRow } from './episodeRows.ts';
import { asExportError, ExportError } from './exportError.ts';
import { ExportFolder } from './exportFolder.ts';
import { IpdPlayers } from './ipdPlayers.ts';
import type { InvalidEpisode, Manifest, ManifestFile } from './manifest.ts';
import { parquetWriter } from './parquetWriter.ts';
import { TABLES, type TableName } from './tables.ts';
import type { ExportFormat, TableWriter } from './tableWriter.ts';
import { csvWriter, jsonLinesWriter } from './textWriters.ts';
import { writeTrajectory } from './trajectory.ts';

export interface ExportOptions {
  readonly reader: LogReader;
  readonly out: string;
  readonly format: ExportFormat;
  readonly filter: EpisodeFilter;
  /** Episodes in which a program sat in a person's seat; left out: they are left out, and counted. */
  readonly simulated?: Manifest['simulated'];
  /** What to do with an export that is there. */
  readonly existing: 'refuse' | 'replace';
  readonly codeVersion: string;
  readonly now: () => number;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes the ended episodes of a log as files, episode by episode: memory holds one episode and a buffer per
 * table, however long the log. Rooms may go on writing meanwhile: an ended episode never changes, and those
 * that end later are not in this export.
 * @throws ExportError if the target exists or the disk refuses; then nothing is left behind
 */
export async function exportLog(options: ExportOptions): Promise<Manifest> {
  let folder: ExportFolder | undefined;
  try {
    folder = new ExportFolder(options.out, options.existing);
    const manifest = await new LogExport(options, folder.path).run();
    folder.complete();
    return manifest;
  } catch (error) {
    folder?.discard();
    throw asExportError(error, options.out);
  }
}

const TIDY = [
  'episodes',
  'decisions',
  'seat_changes',
  'participants',
  'ipd_players',
] as const satisfies TableName[];

const WRITERS = { jsonl: jsonLinesWriter, csv: csvWriter, parquet: parquetWriter } as const;

class LogExport {
  readonly #options: ExportOptions;
  readonly #folder: string;
  readonly #tables: readonly TableName[];
  readonly #writers: Partial<Record<TableName, TableWriter>> = {};
  readonly #people = new Set<string>();
  readonly #ipdPlayers = new IpdPlayers();
  readonly #invalid: InvalidEpisode[] = [];

  constructor(options: ExportOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
    this.#tables = options.format === 'jsonl' ? [...TIDY, 'trajectories'] : TIDY;
    for (const table of this.#tables) this.#writers[table] = this.#openTable(table);
  }

  async run(): Promise<Manifest> {
    const { reader, filter, onProgress, signal } = this.#options;
    const createdAt = new Date(this.#options.now()).toISOString();
    const simulated = this.#options.simulated ?? 'left-out';
    // Chosen now: rooms go on, and a second look would see other episodes.
    const chosen = { ...filter, upTo: reader.lastEpisodeId() };
    const selection = simulated === 'left-out' ? { ...chosen, simulated: 'not' as const } : chosen;
    const running = reader.countEpisodes({ ...selection, ended: 'not' });
    const total = reader.countEpisodes({ ...selection, ended: 'only' });
    const omitted = reader.countEpisodes({ ...chosen, ended: 'only' }) - total;
    let done = 0;
    for (const episode of reader.episodeIds({ ...selection, ended: 'only' })) {
      if (signal?.aborted) throw new ExportError('the export was interrupted');
      this.#writeEpisode(reader.episodeEvents(episode));
      done += 1;
      onProgress?.(done, total);
      // Lets signals in.
      if (done % 16 === 0) await new Promise((resume) => setImmediate(resume));
    }
    this.#writePeople();
    for (const row of this.#ipdPlayers.rows()) this.#write('ipd_players', row);
    for (const writer of Object.values(this.#writers)) writer.close();
    const manifest: Manifest = {
      format: this.#options.format,
      createdAt,
      codeVersion: this.#options.codeVersion,
      filter: { game: filter.game ?? null, since: filter.since ?? null },
      simulated,
      episodes: { exported: done, running, simulated: omitted, invalid: this.#invalid },
      files: [...this.#tables.map((table) => this.#fileOf(table)), ...this.#writeCodebook()],
    };
    writeFileSync(join(this.#folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  }

  #writeEpisode(events: readonly LogEvent[]): void {
    const ended = endedEpisode(events);
    const reason = divergenceOf(events);
    if (reason !== null) this.#invalid.push({ episode: ended.start.episode, reason });
    this.#write('episodes', episodeRow(ended, reason));
    for (const row of decisionRows(ended)) this.#write('decisions', row);
    for (const event of events) {
      if (event.kind === 'seat.changed') this.#write('seat_changes', seatChangeRow(event));
    }
    for (const participant of peopleIn(events)) this.#people.add(participant);
    if (reason === null) this.#ipdPlayers.add(events);
    if (this.#writers.trajectories && reason === null) {
      writeTrajectory(events, (row) => this.#write('trajectories', row));
    }
  }

  /** Those who occur in the exported episodes, and nobody else. */
  #writePeople(): void {
    for (const participant of [...this.#people].sort()) {
      const record = this.#options.reader.participant(participant);
      this.#write('participants', {
        participant,
        simulated: isSimulated(participant),
        created_at: record?.createdAt ?? null,
        consent_given: record?.consent?.given ?? null,
        consent_text_version: record?.consent?.textVersion ?? null,
        consent_at: record?.consent?.at ?? null,
      });
    }
  }

  #write(table: TableName, row: Readonly<Record<string, unknown>>): void {
    this.#writers[table]?.write(row);
  }

  #openTable(table: TableName): TableWriter {
    return WRITERS[this.#options.format](this.#folder, table, columnsOf(TABLES[table].row));
  }

  #fileOf(table: TableName): ManifestFile {
    const writer = this.#writers[table];
    if (!writer) throw new Error(`expected a writer of ${table}, got none`);
    return { name: writer.name, rows: writer.rows, ...measured(join(this.#folder, writer.name)) };
  }

  #writeCodebook(): ManifestFile[] {
    const pages = {
      'codebook.json': `${JSON.stringify(codebook(this.#tables), null, 2)}\n`,
      'codebook.md': codebookPage(this.#tables),
    };
    return Object.entries(pages).map(([name, text]) => {
      writeFileSync(join(this.#folder, name), text);
      return { name, rows: null, ...measured(join(this.#folder, name)) };
    });
  }
}

/** What a replay by this code finds; null if it agrees. */
function divergenceOf(events: readonly LogEvent[]): string | null {
  try {
    replay(events);
    return null;
  } catch (error) {
    if (error instanceof ReplayDivergence) return error.message;
    throw error;
  }
}

function measured(path: string): { readonly bytes: number; readonly sha256: string } {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
      hash.update(buffer.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
  return { bytes: statSync(path).size, sha256: hash.digest('hex') };
}
