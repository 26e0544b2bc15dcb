import type { JSX } from 'preact';
import type { HarvestSpectatorView } from '../../../shared/games/harvest/view.ts';
import { STRINGS } from '../../strings.ts';
import { seatLook } from '../../ui/palette.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';

const text = STRINGS.games.harvest;

interface Props {
  readonly view: HarvestSpectatorView;
  readonly labels: readonly string[];
}

/** For those who see the whole arena: who has how much, and how each bush does. */
export function ArenaScores({ view, labels }: Props): JSX.Element {
  return (
    <>
      <table class="harvest-scores">
        <caption>{text.scores}</caption>
        <tbody>
          {view.seats.map(({ colour, total, alive, respawnIn }, seat) => (
            <tr key={seat}>
              <th scope="row">
                <SeatMark look={seatLook(colour)} /> {labels[seat] ?? text.player(seat + 1)}
              </th>
              <td>{alive ? '' : text.out(respawnIn)}</td>
              <td>
                <b>{total}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ol class="harvest-bushes" aria-label={text.bushes}>
        {view.bushes.map(({ live, size, dead }, bush) => (
          <li key={bush} data-dead={dead}>
            <span class="harvest-bar" aria-hidden="true">
              <i style={{ width: `${(100 * live) / size}%` }} />
            </span>
            {dead ? text.bushDead(bush + 1) : text.bushLive(bush + 1, live, size)}
          </li>
        ))}
      </ol>
    </>
  );
}
