import type { EpochMs } from '../../shared/clock.ts';
import type { TableSummary } from '../../shared/protocol/lobby.ts';
import type { TablePhase } from '../../shared/protocol/table.ts';
import type { EpisodeTerms } from '../players/program.ts';
import { openSeat, seatProgram, type Seat } from './seat.ts';
import type { TableSpec } from './tableSpec.ts';

/** Programs sit down at once; the other seats wait for people. */
export function createSeats(spec: TableSpec): readonly Seat[] {
  return spec.programs.map((program, index) => {
    const seat = openSeat(index);
    if (program) seatProgram(seat, program);
    return seat;
  });
}

/** Seats whose program may be another one from episode to episode get that of the coming one. */
export function renewPrograms(seats: readonly Seat[], terms: EpisodeTerms): void {
  for (const seat of seats) {
    if (seat.occupant.kind !== 'program' || seat.occupant.program.kind !== 'agent') continue;
    const program = seat.occupant.program.forEpisode?.(terms);
    if (program) seat.occupant = { kind: 'program', program };
  }
}

/** The seat that a participant holds; one they gave up is none. */
export function seatHeldBy(seats: readonly Seat[], participant: string): Seat | undefined {
  return seats.find(
    ({ occupant, gone }) => occupant.kind === 'person' && occupant.participant === participant && !gone,
  );
}

export function firstOpenSeat(seats: readonly Seat[]): Seat | undefined {
  return seats.find(({ occupant }) => occupant.kind === 'open');
}

/** People who have not given up their seat, present or not. */
export function peopleOf(seats: readonly Seat[]): readonly Seat[] {
  return seats.filter(({ occupant, gone }) => occupant.kind === 'person' && !gone);
}

/** Every seat is taken, and nobody starts with a phantom. */
export function isReady(seats: readonly Seat[]): boolean {
  return seats.every(
    ({ occupant, presence }) =>
      occupant.kind === 'program' || (occupant.kind === 'person' && presence === 'here'),
  );
}

/** What the lobby shows of a table: where partners are unlabelled, programs count as people. */
export function tableSummary(table: {
  readonly tableId: string;
  readonly spec: TableSpec;
  readonly phase: TablePhase;
  readonly seats: readonly Seat[];
  readonly watchers: number;
  readonly waitingSince: EpochMs | null;
  readonly fillsAt: EpochMs | null;
}): TableSummary {
  const { tableId, spec, phase, seats, watchers, waitingSince, fillsAt } = table;
  const count = (kind: Seat['occupant']['kind']) =>
    seats.filter(({ occupant }) => occupant.kind === kind).length;
  const people = peopleOf(seats).length;
  const programs = count('program');
  const isLabelled = spec.setup.partners === 'labelled';
  return {
    tableId,
    game: spec.game.id,
    title: spec.title,
    phase,
    people: isLabelled ? people : people + programs,
    programs: isLabelled ? programs : 0,
    openSeats: phase === 'waiting' ? count('open') : 0,
    watchers,
    waitingSince: phase === 'waiting' ? waitingSince : null,
    fillsAt,
  };
}
