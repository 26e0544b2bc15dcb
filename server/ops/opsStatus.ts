import type { OpsRoom, OpsStatus } from '../../shared/protocol/ops.ts';
import type { Seat } from '../session/seat.ts';
import type { TableSession } from '../session/tableSession.ts';
import type { Monitor } from './monitor.ts';

/** The whole status, as researchers see it. Holds nothing of pending moves: a researcher may play, too. */
export function opsStatus(monitor: Monitor, tables: Iterable<TableSession>, draining: boolean): OpsStatus {
  return { ...monitor.figures(), draining, rooms: [...tables].map(opsRoom) };
}

function opsRoom(table: TableSession): OpsRoom {
  const { watchers, waitingSince } = table.summary();
  return {
    tableId: table.tableId,
    game: table.spec.game.id,
    phase: table.phase,
    episode: table.episode?.id ?? null,
    step: table.episode?.step ?? 0,
    watchers,
    waitingSince,
    seats: table.seats.map(opsSeat),
  };
}

function opsSeat(seat: Seat): OpsRoom['seats'][number] {
  const { occupant, presence, index, roundTripMs } = seat;
  const id =
    occupant.kind === 'person'
      ? occupant.participant
      : occupant.kind === 'program'
        ? occupant.program.ref
        : null;
  return { seat: index, kind: occupant.kind, id, presence, roundTripMs };
}
