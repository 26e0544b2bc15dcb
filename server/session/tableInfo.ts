import type { EpochMs } from '../../shared/clock.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/reply.ts';
import type { PlayerOffer, SeatInfo, TableInfo, TablePhase } from '../../shared/protocol/table.ts';
import type { Seat } from './seat.ts';
import type { TableSpec } from './tableSpec.ts';
import type { Receiver } from './tablePort.ts';

/** What the table looks like from outside the session. */
export interface TableSituation {
  readonly tableId: string;
  readonly spec: TableSpec;
  readonly phase: TablePhase;
  readonly seats: readonly Seat[];
  readonly watchers: number;
  readonly episode: string | null;
  readonly offer: { readonly at: EpochMs; readonly players: readonly PlayerOffer[] } | null;
  readonly waitingSince: EpochMs | null;
  readonly fillsAt: EpochMs | null;
  readonly now: EpochMs;
}

export function tableInfo(situation: TableSituation, receiver: Receiver): TableInfo {
  const { tableId, spec, phase, watchers, episode, offer, waitingSince, fillsAt, now } = situation;
  return {
    protocol: PROTOCOL_VERSION,
    tableId,
    game: spec.game.id,
    params: spec.params,
    title: spec.title,
    phase,
    visibility: spec.setup.visibility,
    partners: spec.setup.partners,
    guided: spec.setup.guided,
    you: receiver === 'watchers' ? { role: 'watcher' } : { role: 'player', seat: receiver },
    seats: situation.seats.map((seat) => seatInfo(situation, seat, receiver)),
    watchers,
    episode,
    offer,
    waitingSince,
    fillsAt,
    serverTime: now,
  };
}

/** Where partners are unlabelled nothing here may differ between a person and a program. */
function seatInfo({ spec, seats }: TableSituation, seat: Seat, receiver: Receiver): SeatInfo {
  const { index, occupant, presence, wantsAgain } = seat;
  const unlabelled = spec.setup.partners === 'unlabelled' && index !== receiver;
  const anonymous = `Player ${index + 1}`;
  const label = index === receiver ? 'You' : anonymous;
  switch (occupant.kind) {
    case 'open':
      return { seat: index, kind: 'open', label: anonymous, presence: 'here', wantsAgain: false };
    case 'person':
      return {
        seat: index,
        kind: 'person',
        label,
        presence: unlabelled && presence === 'replaced' ? 'here' : presence,
        wantsAgain,
      };
    case 'program':
    default:
      return unlabelled
        ? {
            seat: index,
            kind: 'person',
            label: anonymous,
            presence: 'here',
            wantsAgain: seats.some((s) => s.wantsAgain),
          }
        : {
            seat: index,
            kind: 'program',
            label: occupant.program.label,
            presence: 'here',
            wantsAgain: false,
          };
  }
}
