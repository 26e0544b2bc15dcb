import type { CancelTimer, EpochMs } from '../../shared/clock.ts';
import type { SeatIndex } from '../../shared/game.ts';
import type { ControllerTag } from '../../shared/log/events.ts';
import type { SeatInfo } from '../../shared/protocol/table.ts';
import type { SeatedPlayer } from '../../shared/seatedPlayer.ts';
import type { Program, ScriptProgram } from '../players/program.ts';
import type { AgentSeat } from './agentSeat.ts';

export type Occupant =
  | { readonly kind: 'open' }
  | { readonly kind: 'person'; readonly participant: string }
  | { readonly kind: 'program'; readonly program: Program };

export const OPEN: Occupant = Object.freeze({ kind: 'open' });

/** One seat of a table, over all its episodes. Mutable: the table session owns it. */
export interface Seat {
  readonly index: SeatIndex;
  occupant: Occupant;
  presence: SeatInfo['presence'];
  /** The person gave the seat up and will not get it back. */
  gone: boolean;
  /** False between the reservation of a seat and the first connection. */
  everHere: boolean;
  wantsAgain: boolean;
  /** When the person's client was last heard. */
  heardAt: EpochMs;
  roundTripMs: number | null;
  /** Ends the grace period of an absent person. */
  cancelGrace: CancelTimer | undefined;
  /** Plays the seat in the running episode: its own script, or the stand-in. */
  player: SeatedPlayer | undefined;
  /** Plays the seat in the running episode: its own trained agent. */
  agent: AgentSeat | undefined;
  /** The program that plays for an absent person. */
  standIn: ScriptProgram | undefined;
}

export function openSeat(index: SeatIndex): Seat {
  return {
    index,
    occupant: OPEN,
    presence: 'here',
    gone: false,
    everHere: false,
    wantsAgain: false,
    heardAt: 0,
    roundTripMs: null,
    cancelGrace: undefined,
    player: undefined,
    agent: undefined,
    standIn: undefined,
  };
}

/** Makes the seat free, as if nobody had sat there. */
export function vacate(seat: Seat): void {
  seat.cancelGrace?.();
  Object.assign(seat, openSeat(seat.index));
}

export function sitDown(seat: Seat, participant: string, now: EpochMs): void {
  vacate(seat);
  seat.occupant = { kind: 'person', participant };
  seat.presence = 'reconnecting';
  seat.heardAt = now;
}

export function seatProgram(seat: Seat, program: Program): void {
  vacate(seat);
  seat.occupant = { kind: 'program', program };
}

/** A person has a say in this seat: present, or away for less than the grace period. */
export function isAwaited(seat: Seat): boolean {
  return seat.occupant.kind === 'person' && (seat.presence === 'here' || seat.presence === 'reconnecting');
}

/** A person sits here and is connected. */
export function isHere(seat: Seat): boolean {
  return seat.occupant.kind === 'person' && seat.presence === 'here';
}

/** Who decides for the seat now. @throws Error if it is open */
export function controllerOf(seat: Seat): ControllerTag {
  if (seat.standIn) return seat.standIn.controller;
  switch (seat.occupant.kind) {
    case 'person':
      return { kind: 'human', id: seat.occupant.participant, version: null };
    case 'program':
      return seat.occupant.program.controller;
    case 'open':
    default:
      throw new Error(`expected an occupied seat, got seat ${seat.index}, which is open`);
  }
}

/** Whose decisions those of a trained agent's seat are: the id of its checkpoint. */
export function agentOf({ occupant }: Seat): string {
  if (occupant.kind !== 'program') return '';
  return occupant.program.controller.version ?? occupant.program.ref;
}
