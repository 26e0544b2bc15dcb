import type { JSX } from 'preact';
import { COOPERATE, DEFECT, type IpdMove, type IpdView } from '../../../shared/games/ipd/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { STRINGS } from '../../strings.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { formatPayoff } from '../formatPayoff.ts';
import type { SceneTurn } from '../scene.ts';
import type { Side } from '../sides.ts';
import { nameOf, payoffOf } from './describeIpd.ts';

const text = STRINGS.games.ipd;
const MOVES = [COOPERATE, DEFECT] as const;

interface Props {
  readonly turn: SceneTurn<IpdView>;
  readonly sides: OwnAndOther<Side>;
}

/** Own moves down, the other's across; the cell of the last round is marked. */
export function PayoffTable({ turn: { view }, sides }: Props): JSX.Element {
  const last = view.history.at(-1);
  return (
    <table class="ipd-payoffs">
      <caption>{text.payoffTitle}</caption>
      <thead>
        <tr>
          <td />
          {MOVES.map((move) => (
            <th key={move} scope="col">
              <SeatMark look={sides.other.look} /> {sides.other.name}: <b>{nameOf(move)}</b>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {MOVES.map((own) => (
          <tr key={own}>
            <th scope="row">
              <SeatMark look={sides.own.look} /> {sides.own.name}: <b>{nameOf(own)}</b>
            </th>
            {MOVES.map((other) => (
              <PayoffCell
                key={other}
                view={view}
                sides={sides}
                own={own}
                other={other}
                isLast={last?.own === own && last.other === other}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps {
  readonly view: IpdView;
  readonly sides: OwnAndOther<Side>;
  readonly own: IpdMove;
  readonly other: IpdMove;
  readonly isLast: boolean;
}

function PayoffCell({ view, sides, own, other, isLast }: CellProps): JSX.Element {
  return (
    <td class={isLast ? 'ipd-last' : ''}>
      <span class="ipd-pair">
        <SeatMark look={sides.own.look} />
        <span class="visually-hidden">{sides.own.name} </span>
        <b>{formatPayoff(payoffOf(view, own, other))}</b>
        <SeatMark look={sides.other.look} />
        <span class="visually-hidden">, {sides.other.name} </span>
        <b>{formatPayoff(payoffOf(view, other, own))}</b>
      </span>
      {isLast && <span class="ipd-last-note">{text.lastRound}</span>}
    </td>
  );
}
