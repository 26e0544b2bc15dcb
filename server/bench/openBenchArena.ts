import { createHash, randomBytes } from 'node:crypto';
import { tableSetupSchema, type TableSetupInput } from '../../shared/protocol/lobby.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/reply.ts';
import { TABLE_ROOM } from '../../shared/protocol/table.ts';
import { Arena } from '../createServer.ts';
import type { Agents } from '../players/program.ts';
import { createPrograms } from '../players/programs.ts';
import { DEFAULT_LIMITS } from '../rooms/rateLimit.ts';
import { openSqliteStore } from '../storage/sqliteStore.ts';
import { systemClock } from '../systemClock.ts';
import type { Place, RoomPlaces } from './loadMessages.ts';

export interface BenchArena {
  readonly arena: Arena;
  /** Opens a table for so many people, none of whom is there yet.  @throws Error if the server refuses */
  readonly openTable: (setup: TableSetupInput, people: number) => Promise<RoomPlaces>;
}

/** The real server on a free port, as benches load it: SQLite on disk and all.  @param folder of the log */
export async function openBenchArena(folder: string, agents?: Agents): Promise<BenchArena> {
  const silent = (): void => undefined;
  const store = openSqliteStore({ folder });
  const arena = new Arena({
    port: 0,
    host: '127.0.0.1',
    store,
    clock: systemClock,
    programs: createPrograms('bench', [], agents),
    codeVersion: 'bench',
    clientFolder: folder,
    offerAfterMs: 15_000,
    emptyTableMs: 60_000,
    maxTables: 100_000,
    limits: DEFAULT_LIMITS,
    opsPassword: randomBytes(16).toString('hex'),
    onOpsLogin: silent,
    colyseusLogger: { debug: silent, error: silent, info: silent, trace: silent, warn: silent },
    onError: (error, where) => void process.stderr.write(`${where}: ${String(error)}\n`),
  });
  await arena.listen();

  const newPerson = async () => {
    const secret = randomBytes(24).toString('base64url');
    const participant = `p-${randomBytes(9).toString('base64url')}`;
    const secretHash = createHash('sha256').update(secret).digest('hex');
    await store.addParticipant({ participant, secretHash, createdAt: systemClock.now() });
    return { participant, secret };
  };

  return {
    arena,
    openTable: async (setup, seats) => {
      const people = await Promise.all(Array.from({ length: seats }, newPerson));
      const opened = await arena.tables.open(people[0]?.participant ?? '', tableSetupSchema.parse(setup));
      if (!opened.ok) throw new Error(`expected a table, got ${opened.code}: ${opened.message}`);
      return people.map(({ secret }): Place => ({
        roomName: TABLE_ROOM,
        roomId: opened.tableId,
        options: { protocol: PROTOCOL_VERSION, secret, as: 'play' },
      }));
    },
  };
}
