import { formatPayoff } from '../games/formatPayoff.ts';
import { STRINGS } from '../strings.ts';
import { SeatMark } from '../ui/SeatMark.tsx';

interface ReturnTableProps {
  readonly labels: readonly string[];
  /** Per seat. */
  readonly returns: readonly number[];
  readonly steps: number;
  readonly pace: 'turns' | 'ticks';
  readonly digits: number;
}

/** Return of every seat, and of all together. */
export function ReturnTable({ labels, returns, steps, pace, digits }: ReturnTableProps) {
  const { after: text } = STRINGS;
  const together = returns.reduce((sum, value) => sum + value, 0);
  const perStep = (value: number): string => (steps === 0 ? '–' : formatPayoff(value / steps, digits + 2));
  return (
    <div class="table-scroll" data-testid="returns">
      <table class="returns">
        <caption class="visually-hidden">{text.returns}</caption>
        <thead>
          <tr>
            <th scope="col">{text.player}</th>
            <th scope="col">{text.total}</th>
            <th scope="col">{text.perStep[pace]}</th>
          </tr>
        </thead>
        <tbody>
          {returns.map((value, seat) => (
            <tr key={seat}>
              <th scope="row">
                <SeatMark seat={seat} /> {labels[seat]}
              </th>
              <td data-testid={`return-${seat}`}>{formatPayoff(value, digits)}</td>
              <td>{perStep(value)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.together}</th>
            <td>{formatPayoff(together, digits)}</td>
            <td>{perStep(together)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
