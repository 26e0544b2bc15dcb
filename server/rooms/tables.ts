import { matchMaker } from '@colyseus/core';
import { randomUUID } from 'node:crypto';
import type { Company, TableSetup } from '../../shared/protocol/lobby.ts';
import { TABLE_ROOM } from '../../shared/protocol/table.ts';
import type { Programs } from '../players/program.ts';
import { refuse, type Refusal } from '../session/refusal.ts';
import type { TableSession } from '../session/tableSession.ts';
import { tableSpec, type TableSpec } from '../session/tableSpec.ts';

export interface TablesOptions {
  readonly programs: Programs;
  /** The log cannot be written: what happened at a new table would be lost. */
  readonly isStorageFailing: () => boolean;
  readonly maxTables: number;
  /** How long people gather at a mixed table before programs take the open seats. */
  readonly gatherMs: number;
}

/** Tables that one participant may have opened at the same time. */
const TABLES_PER_PARTICIPANT = 50;

export type Opened = { readonly ok: true; readonly tableId: string } | Refusal;

/** Every live table of this process, and the only way to open one. */
export class Tables {
  readonly #options: TablesOptions;
  readonly #sessions = new Map<string, TableSession>();
  readonly #openedBy = new Map<string, string>();
  /** Specs on their way into a room: Colyseus creates rooms, and clients must not be able to. */
  readonly #tickets = new Map<string, TableSpec>();
  readonly #listeners = new Set<() => void>();
  #draining = false;

  constructor(options: TablesOptions) {
    this.#options = options;
  }

  get draining(): boolean {
    return this.#draining;
  }

  all(): Iterable<TableSession> {
    return this.#sessions.values();
  }

  /** Calls back whenever something that the lobby shows has changed.  @returns how to stop it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  async open(participant: string, setup: TableSetup): Promise<Opened> {
    const refusal = this.#refusal(participant);
    if (refusal) return refusal;
    const { programs } = this.#options;
    await programs.prepare(setup.seats ?? []);
    const spec = tableSpec(setup, programs);
    if ('ok' in spec) return spec;
    const ticket = randomUUID();
    this.#tickets.set(ticket, spec);
    try {
      const { roomId } = await matchMaker.createRoom(TABLE_ROOM, { ticket });
      this.#openedBy.set(roomId, participant);
      this.#sessions.get(roomId)?.reserve(participant);
      return { ok: true, tableId: roomId };
    } finally {
      this.#tickets.delete(ticket);
    }
  }

  /** A seat at the public table of this game and company that has waited longest, or at a new one. */
  async quickMatch(participant: string, game: string, company: Company): Promise<Opened> {
    if (this.#draining) return refuse('draining', 'the server is about to stop');
    const waiting = [...this.#sessions.values()].filter((table) => isForQuickMatch(table, game, company));
    const own = waiting.find((table) => table.seatOf(participant));
    if (own) return { ok: true, tableId: own.tableId };
    waiting.sort((a, b) => waitingSince(a) - waitingSince(b));
    for (const table of waiting) if (table.reserve(participant)) return { ok: true, tableId: table.tableId };
    return this.open(participant, quickSetup(game, company === 'mixed' ? this.#options.gatherMs : undefined));
  }

  /** For the room that Colyseus has just created. */
  take(ticket: unknown): TableSpec | undefined {
    return typeof ticket === 'string' ? this.#tickets.get(ticket) : undefined;
  }

  get(tableId: string): TableSession | undefined {
    return this.#sessions.get(tableId);
  }

  add(session: TableSession): void {
    this.#sessions.set(session.tableId, session);
    this.changed();
  }

  remove(tableId: string): void {
    this.#sessions.delete(tableId);
    this.#openedBy.delete(tableId);
    this.changed();
  }

  /** No new tables, no new episodes. */
  drain(): void {
    this.#draining = true;
    for (const session of this.#sessions.values()) session.guard.run(() => session.drain());
  }

  #refusal(participant: string): Refusal | undefined {
    if (this.#draining) return refuse('draining', 'the server is about to stop');
    if (this.#options.isStorageFailing()) return refuse('storage', 'nothing can be saved at the moment');
    if (this.#sessions.size >= this.#options.maxTables)
      return refuse('full', 'this server has no room for another table');
    const own = [...this.#openedBy.values()].filter((opener) => opener === participant).length;
    if (own >= TABLES_PER_PARTICIPANT)
      return refuse('not-allowed', `expected at most ${TABLES_PER_PARTICIPANT} open tables a person`);
    return undefined;
  }
}

function isForQuickMatch(
  { spec, phase, closed, seats }: TableSession,
  game: string,
  company: Company,
): boolean {
  const { setup, fillAfterMs } = spec;
  // Whoever asks for people gets no program, neither now nor later.
  const hasPrograms = fillAfterMs !== undefined || seats.some(({ occupant }) => occupant.kind === 'program');
  return (
    !closed &&
    phase === 'waiting' &&
    (company === 'mixed' ? fillAfterMs !== undefined : !hasPrograms) &&
    spec.game.id === game &&
    setup.visibility === 'public' &&
    setup.params === undefined &&
    !setup.guided &&
    setup.partners === 'labelled' &&
    (setup.preset === undefined || setup.preset === spec.game.presets[0].id)
  );
}

/** @param gatherMs until programs take the open seats; undefined: they never do */
function quickSetup(game: string, gatherMs: number | undefined): TableSetup {
  return {
    game,
    ...(gatherMs !== undefined && { fillAfterSeconds: gatherMs / 1000 }),
    visibility: 'public',
    partners: 'labelled',
    onDrop: 'scripted-takeover',
    graceSeconds: 30,
    guided: false,
  };
}

function waitingSince(table: TableSession): number {
  return table.summary().waitingSince ?? Infinity;
}
