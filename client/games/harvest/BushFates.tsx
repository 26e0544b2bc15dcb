import type { OpenReplay } from '../../../shared/log/openReplay.ts';
import { formatDuration } from '../../ui/format.ts';
import { Link } from '../../ui/Link.tsx';
import { seatLook } from '../../ui/palette.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import { AFTER_STRINGS as text } from './afterStrings.ts';
import type { BushReport, HarvestReport } from './harvestReport.ts';

interface BushFatesProps {
  readonly report: HarvestReport;
  readonly labels: readonly string[];
  readonly replay: OpenReplay;
}

/** When each bush died, who took its last apple, and who took how much of it. */
export function BushFates({ report: { bushes, colours }, labels, replay }: BushFatesProps) {
  const alive = bushes.filter(({ death }) => death === null).length;
  const mark = (seat: number) => <SeatMark look={seatLook(colours[seat] ?? seat)} />;
  return (
    <section aria-labelledby="bushes-title" data-testid="bush-fates">
      <h3 id="bushes-title">{text.bushes}</h3>
      <p>{text.alive(alive, bushes.length)}</p>
      <div class="table-scroll whole" tabIndex={0} role="group" aria-label={text.bushes}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.bush}</th>
              <th scope="col" class="words">
                {text.fate}
              </th>
              <th scope="col" class="words">
                {text.lastApple}
              </th>
              {labels.map((label, seat) => (
                <th key={seat} scope="col">
                  {mark(seat)} {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bushes.map((bush, index) => (
              <tr key={index} data-testid={`bush-${index}`}>
                <th scope="row">
                  {text.bushName(index + 1)} <span class="muted">({placeWords(bush)})</span>
                </th>
                <td class="words">
                  {bush.death ? text.died(bush.death.step, timeOf(bush.death.step, replay)) : text.living}
                </td>
                <td class="words">
                  {bush.death ? (
                    <>
                      {mark(bush.death.taker)} {labels[bush.death.taker]}{' '}
                      {text.lastAppleBy(bush.death.lastAppleAt)}{' '}
                      <Link
                        to={{
                          kind: 'replay',
                          episode: replay.header.episode,
                          // The moment before, so that it is seen to happen.
                          step: Math.max(0, bush.death.lastAppleAt - 1),
                          side: 'spectator',
                        }}
                        label={text.seeLabel(text.bushName(index + 1), bush.death.lastAppleAt)}
                      >
                        {text.see}
                      </Link>
                    </>
                  ) : (
                    text.nobody
                  )}
                </td>
                {bush.taken.map((count, seat) => (
                  <td key={seat}>{count}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** "top, far left": enough to tell the bushes of a map apart. */
function placeWords({ x, y }: BushReport): string {
  const word = (words: readonly string[], share: number): string =>
    words[Math.min(words.length - 1, Math.floor(share * words.length))] ?? '';
  return text.place(word(text.rows, y), word(text.columns, x));
}

function timeOf(step: number, { spec: { pace } }: OpenReplay): string {
  return formatDuration(pace.kind === 'ticks' ? (1000 * step) / pace.perSecond : 0);
}
