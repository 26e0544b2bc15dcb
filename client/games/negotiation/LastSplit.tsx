import type { JSX } from 'preact';
import type { OwnAndOther } from '../../../shared/ownAndOther.ts';
import { STRINGS } from '../../strings.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { formatPayoff } from '../formatPayoff.ts';
import type { Side } from '../sides.ts';
import { itemName } from './describeNegotiation.ts';
import { ItemMark } from './ItemMark.tsx';
import { shares, type LastRound } from './split.ts';

const text = STRINGS.games.negotiation;
const SIDES = ['own', 'other'] as const;

interface Props {
  readonly last: LastRound | null;
  readonly maxProposal: number;
  readonly total: OwnAndOther<number>;
  readonly rounds: number;
  readonly sides: OwnAndOther<Side>;
}

/** What both asked for in the round before, who got which part, and what that paid. */
export function LastSplit({ last, maxProposal, total, rounds, sides }: Props): JSX.Element {
  return (
    <section class="nego-last" aria-label={text.lastRound}>
      <h3>{text.lastRound}</h3>
      {last ? (
        <table>
          <thead>
            <tr>
              <td />
              {SIDES.map((who) => (
                <th key={who} scope="col">
                  <SeatMark look={sides[who].look} /> {sides[who].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {last.proposals.own.map((_, item) => (
              <ItemRows key={item} last={last} item={item} maxProposal={maxProposal} sides={sides} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{text.payoff}</th>
              {SIDES.map((who) => (
                <td key={who}>
                  <b>{formatPayoff(last.rewards[who])}</b>
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{text.mean}</th>
              {SIDES.map((who) => (
                <td key={who}>{formatPayoff(total[who] / rounds)}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      ) : (
        <p class="muted">{text.noRound}</p>
      )}
    </section>
  );
}

interface RowProps {
  readonly last: LastRound;
  readonly item: number;
  readonly maxProposal: number;
  readonly sides: OwnAndOther<Side>;
}

function ItemRows({ last, item, maxProposal, sides }: RowProps): JSX.Element {
  const got = shares(last, item, maxProposal);
  return (
    <>
      <tr>
        <th scope="row">
          <ItemMark item={item} /> {itemName(item)}
        </th>
        {SIDES.map((who) => (
          <td key={who}>
            {text.asked} <b>{formatPayoff(last.proposals[who][item] ?? 0, 1)}</b>
            <span class="muted small"> {text.worth(formatPayoff(last.values[who][item] ?? 0))}</span>
          </td>
        ))}
      </tr>
      <tr class="nego-split">
        <td colSpan={3}>
          <span class="visually-hidden">
            {text.got(sides.own.name, percent(got.own), sides.other.name, percent(got.other))}
          </span>
          <span class="nego-bar" aria-hidden="true">
            <i style={{ width: percent(got.own), background: sides.own.look.colour }} />
            <i class="nego-rest" />
            <i
              class="nego-theirs"
              style={{ width: percent(got.other), background: sides.other.look.colour }}
            />
          </span>
          <span class="nego-parts" aria-hidden="true">
            <span>{percent(got.own)}</span>
            <span>{percent(got.other)}</span>
          </span>
        </td>
      </tr>
    </>
  );
}

function percent(part: number): string {
  return `${Math.round(100 * part)}%`;
}
