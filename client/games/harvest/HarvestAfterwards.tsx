import { useMemo } from 'preact/hooks';
import { lineColour, seatLook } from '../../ui/palette.ts';
import { groundNow } from '../../ui/theme.ts';
import { SeatMark } from '../drawing/SeatMark.tsx';
import type { AfterwardsProps } from '../scene.ts';
import { AFTER_STRINGS as text } from './afterStrings.ts';
import { BushFates } from './BushFates.tsx';
import { harvestReport, type HarvestReport } from './harvestReport.ts';

/** Who took what, who zapped whom, and what became of the bushes. */
export function HarvestAfterwards({ replay, labels }: AfterwardsProps) {
  const report = useMemo(() => harvestReport(replay), [replay]);
  return (
    <>
      <WhoTookWhat report={report} labels={labels} />
      <BushFates report={report} labels={labels} replay={replay} />
    </>
  );
}

interface WhoProps {
  readonly report: HarvestReport;
  readonly labels: readonly string[];
}

function WhoTookWhat({ report: { colours, apples, shots, hits }, labels }: WhoProps) {
  const most = Math.max(1, ...apples);
  const received = apples.map((_, seat) => sum(hits.map((row) => row[seat] ?? 0)));
  return (
    <section aria-labelledby="who-title" data-testid="who-took-what">
      <h3 id="who-title">{text.who}</h3>
      <div class="table-scroll whole" tabIndex={0} role="group" aria-label={text.whoTable}>
        <table class="harvest-took">
          <thead>
            <tr>
              <th scope="col">{text.player}</th>
              <th scope="col">{text.apples}</th>
              <th scope="col">{text.shots}</th>
              <th scope="col" class="words">
                {text.hitOthers}
              </th>
              <th scope="col">{text.wasHit}</th>
            </tr>
          </thead>
          <tbody>
            {apples.map((count, seat) => (
              <tr key={seat} data-testid={`took-${seat}`}>
                <th scope="row">
                  <SeatMark look={seatLook(colours[seat] ?? seat)} /> {labels[seat]}
                </th>
                <td class="harvest-eaten">
                  <span class="bar" aria-hidden="true">
                    <span
                      style={{
                        width: `${(100 * count) / most}%`,
                        background: lineColour(colours[seat] ?? seat, groundNow()),
                      }}
                    />
                  </span>
                  <b>{count}</b>
                </td>
                <td>{shots[seat]}</td>
                <td class="words">{hitWords(hits[seat] ?? [], labels)}</td>
                <td>{received[seat]}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{text.together}</th>
              <td>{sum(apples)}</td>
              <td>{sum(shots)}</td>
              <td>{sum(received)}</td>
              <td>{sum(received)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

/** "3: greedy 2×, You 1×", or 0. */
function hitWords(row: readonly number[], labels: readonly string[]): string {
  const hit = row.flatMap((times, who) => (times > 0 ? [text.hitTimes(labels[who] ?? '', times)] : []));
  return hit.length === 0 ? '0' : `${sum(row)}: ${hit.join(', ')}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
