import type { JSX } from 'preact';
import type { IpdView } from '../../../shared/games/ipd/game.ts';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { STRINGS } from '../../strings.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { formatPayoff } from '../formatPayoff.ts';
import type { Side } from '../sides.ts';
import { moved } from './describeIpd.ts';
import { MoveMark } from './MoveMark.tsx';

const text = STRINGS.games.ipd;
/** A strip that fits; older rounds of longer games live on in the totals. */
const MOST_ROUNDS = 32;

interface Props {
  readonly view: IpdView;
  readonly sides: OwnAndOther<Side>;
}

/** One row a player, one column a round, newest last. */
export function IpdHistory({ view, sides }: Props): JSX.Element {
  const first = Math.max(0, view.history.length - MOST_ROUNDS);
  const shown = view.history.slice(first);
  const slots = Math.max(shown.length, Math.min(view.continuation < 1 ? 0 : view.rounds, MOST_ROUNDS));
  return (
    // Focusable, so that a keyboard can scroll it.
    <div
      class="ipd-history"
      tabIndex={0}
      role="region"
      aria-label={text.historyTitle}
      ref={(strip) => showNewest(strip, shown.length)}
    >
      <table>
        <caption>
          <span>{first > 0 ? text.historyCut(shown.length, view.history.length) : text.historyTitle}</span>
        </caption>
        <thead>
          <tr>
            <td />
            {Array.from({ length: slots }, (_, index) => (
              <th key={index} scope="col">
                <span class="visually-hidden">{text.round(first + index + 1)}</span>
                <span aria-hidden="true">{first + index + 1}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['own', 'other'] as const).map((who) => (
            <tr key={who}>
              <th scope="row">
                <SeatMark look={sides[who].look} /> {sides[who].name}{' '}
                <span class="visually-hidden">{text.total}</span> <b>{formatPayoff(view.total[who])}</b>
              </th>
              {Array.from({ length: slots }, (_, index) => (
                <HistoryCell key={index} move={shown[index]?.[who]} colour={sides[who].look.colour} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** On a phone the strip is wider than the page: its newest round comes into sight, and nothing else moves. */
function showNewest(strip: HTMLElement | null, rounds: number): void {
  const newest = strip?.querySelector('tbody tr')?.querySelectorAll<HTMLElement>('.ipd-slot')[rounds - 1];
  if (strip && newest) strip.scrollLeft = newest.offsetLeft + 2 * newest.offsetWidth - strip.clientWidth;
}

type Move = IpdView['history'][number]['own'];

function HistoryCell({ move, colour }: { readonly move: Move | undefined; readonly colour: string }) {
  if (move === undefined) return <td class="ipd-slot" />;
  return (
    <td class="ipd-slot">
      <MoveMark move={move} colour={colour} />
      <span class="visually-hidden">{moved(move)}</span>
    </td>
  );
}
