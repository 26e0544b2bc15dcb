// Worker thread: copies the write-ahead log into the database file, with all its waiting for the disk, on a
// connection of its own, so that the thread that plays never waits. PASSIVE never blocks a writer.
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointReport } from './checkpointer.ts';

const port = parentPort;
if (!port) throw new Error('expected to run as a worker thread');

const { file } = workerData as { readonly file: string };
const db = new DatabaseSync(file, { timeout: 5000 });
db.exec('PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = NORMAL;');
const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');

port.on('message', (request: 'checkpoint' | 'close') => {
  if (request === 'close') {
    db.close();
    port.close();
    return;
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  port.postMessage(run());
});

function run(): CheckpointReport {
  try {
    const row = checkpoint.get();
    return { kind: 'done', pages: Number(row?.['log']) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
