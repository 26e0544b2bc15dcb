import { useState } from 'preact/hooks';
import { IPD_SITUATIONS } from '../../models/evaluation/ipdProbe.ts';
import { formatPayoff } from '../games/formatPayoff.ts';
import { thinnedRows } from '../replay/returnSeries.ts';
import { courseOf } from './curve.ts';
import type { RunRecord } from './learnState.ts';
import { LEARN } from './learnStrings.ts';
import { percent } from './percent.ts';

const TABLE_ROWS = 31;

/** Curve and bars over the whole run, in numbers. */
export function CourseTable({ record }: { readonly record: RunRecord }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)} data-testid="learn-course">
      <summary>{LEARN.table}</summary>
      {open && <Rows record={record} />}
    </details>
  );
}

function Rows({ record }: { readonly record: RunRecord }) {
  const course = courseOf(record);
  const rows = thinnedRows(course.length, TABLE_ROWS).map((row) => course[row]);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={LEARN.table}>
      <table>
        <caption class="visually-hidden">{LEARN.table}</caption>
        <thead>
          <tr>
            <th scope="col">{LEARN.tableIteration}</th>
            <th scope="col">{LEARN.tableReward}</th>
            {IPD_SITUATIONS.map((situation) => (
              <th key={situation} scope="col" title={LEARN.situations[situation]}>
                {situation}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(
            (row) =>
              row && (
                <tr key={row.probe.iteration}>
                  <th scope="row">{row.probe.iteration}</th>
                  <td>{Number.isFinite(row.reward) ? formatPayoff(row.reward) : LEARN.notSeen}</td>
                  {IPD_SITUATIONS.map((situation) => (
                    <td key={situation}>{percent(row.probe.cooperation[situation])}</td>
                  ))}
                </tr>
              ),
          )}
        </tbody>
      </table>
    </div>
  );
}
