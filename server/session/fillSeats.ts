import { refuse, type Refusal } from './refusal.ts';
import { isHere, seatProgram, type Seat } from './seat.ts';
import type { TableSituation } from './tableInfo.ts';
import type { TableServices } from './tableServices.ts';
import { programForFill, type TableSpec } from './tableSpec.ts';

export interface FillRequest {
  /** Whose person asks. */
  readonly seat: Seat;
  readonly ref: string;
  readonly seats: readonly Seat[];
  readonly spec: TableSpec;
  readonly offer: TableSituation['offer'];
  readonly services: Pick<TableServices, 'clock' | 'programs'>;
}

/** Seats the program that somebody who waits has chosen in all open seats.  @returns why not, if it may not be */
export function fillSeats({ seat, ref, seats, spec, offer, services }: FillRequest): Refusal | undefined {
  if (!offer) return refuse('not-allowed', 'this table is not waiting for anybody');
  if (services.clock.now() < offer.at) return refuse('not-allowed', 'the offer is not open yet');
  if (!isHere(seat)) return refuse('not-seated', 'only who waits at the table may fill it');
  if (!offer.players.some((player) => player.ref === ref))
    return refuse('not-allowed', `expected one of the offered players, got ${JSON.stringify(ref)}`);
  const program = programForFill(spec, services.programs, ref);
  if ('ok' in program) return program;
  for (const open of seats) if (open.occupant.kind === 'open') seatProgram(open, program);
  return undefined;
}
