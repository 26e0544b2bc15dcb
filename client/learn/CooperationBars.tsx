import { IPD_SITUATIONS, type IpdSituation } from '../../models/evaluation/ipdProbe.ts';
import { percent } from './percent.ts';
import { LEARN } from './learnStrings.ts';
import type { Probe } from './protocol.ts';

/** What tit for tat would do. */
const TIT_FOR_TAT: Readonly<Record<IpdSituation, number>> = { start: 1, CC: 1, CD: 0, DC: 1, DD: 0 };

/** How likely the learner cooperates in each situation. A table with bars in it: the numbers need no other place. */
export function CooperationBars({ probe }: { readonly probe: Probe | null }) {
  return (
    <section aria-labelledby="bars-title">
      <h2 id="bars-title">{LEARN.bars}</h2>
      <table class="learn-bars" data-testid="learn-bars" data-iteration={probe?.iteration}>
        <caption class="visually-hidden">{LEARN.barsCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{LEARN.situation}</th>
            <th scope="col" colSpan={2}>
              {LEARN.cooperation}
            </th>
            <th scope="col">{LEARN.titForTat}</th>
          </tr>
        </thead>
        <tbody>
          {IPD_SITUATIONS.map((situation) => (
            <Row
              key={situation}
              situation={situation}
              probability={probe?.cooperation[situation] ?? Number.NaN}
            />
          ))}
        </tbody>
      </table>
      <p class="muted small">{LEARN.barsHint}</p>
    </section>
  );
}

interface RowProps {
  readonly situation: IpdSituation;
  readonly probability: number;
}

function Row({ situation, probability }: RowProps) {
  const known = Number.isFinite(probability);
  return (
    <tr>
      <th scope="row">
        {LEARN.situations[situation]}
        {situation !== 'start' && (
          <span class="muted small" aria-hidden="true">
            {' '}
            {situation}
          </span>
        )}
      </th>
      <td class="learn-bar-cell">
        <div class="learn-bar" aria-hidden="true">
          <div class="learn-bar-fill" style={{ width: `${known ? probability * 100 : 0}%` }} />
        </div>
      </td>
      <td class="learn-bar-number" data-testid={`probability-${situation}`}>
        {percent(probability)}
      </td>
      <td>{percent(TIT_FOR_TAT[situation])}</td>
    </tr>
  );
}
