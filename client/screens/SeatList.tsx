import type { SeatInfo, TableInfo } from '../../shared/protocol/table.ts';
import { STRINGS } from '../strings.ts';
import { formatPayoff } from '../games/formatPayoff.ts';
import { distinctLabels } from '../ui/distinctLabels.ts';
import { SeatMark } from '../ui/SeatMark.tsx';

interface SeatListProps {
  readonly seats: readonly SeatInfo[];
  readonly you: TableInfo['you'];
  /** Payoff so far per seat; null or missing: not known here. */
  readonly totals: readonly (number | null)[];
  readonly digits: number;
}

/** More seats than these are listed in small. */
const FEW = 4;

/** Who sits where, whether they are there, and what they have so far. */
export function SeatList({ seats, you, totals, digits }: SeatListProps) {
  const { table: text } = STRINGS;
  const labels = distinctLabels(seats.map(({ label }) => label));
  return (
    <ul class={seats.length > FEW ? 'seats many' : 'seats'} aria-label={text.seats} data-testid="seats">
      {seats.map((seat, index) => {
        const own = you.role === 'player' && you.seat === seat.seat;
        const total = totals[seat.seat];
        const presence = seat.kind === 'open' ? '' : text.presence[seat.presence];
        return (
          <li
            key={seat.seat}
            class={`seat is-${seat.presence}${own ? ' own' : ''}${seat.kind === 'open' ? ' open' : ''}`}
            data-testid={`seat-${seat.seat}`}
            data-presence={seat.presence}
          >
            <SeatMark seat={seat.seat} />
            <span class="seat-name">
              {seat.kind === 'open' ? text.openSeat : labels[index]}
              {seat.kind === 'program' && <span class="tag"> {text.program}</span>}
              {presence !== '' && <span class="presence">{presence}</span>}
              {seat.wantsAgain && <span class="presence">{STRINGS.after.wantsAgain}</span>}
            </span>
            {total !== undefined && (
              <span class="seat-total" data-testid={`total-${seat.seat}`}>
                <span class="visually-hidden">{text.payoff}: </span>
                {total === null ? text.unknownPayoff : formatPayoff(total, digits)}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
