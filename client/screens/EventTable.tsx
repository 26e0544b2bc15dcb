import type { EventCount } from '../replay/countEvents.ts';
import { STRINGS } from '../strings.ts';

interface EventTableProps {
  readonly counts: readonly EventCount[];
  readonly labels: readonly string[];
}

/** How often what happened, by player. */
export function EventTable({ counts, labels }: EventTableProps) {
  const { after: text } = STRINGS;
  return (
    <section aria-label={text.events} data-testid="events">
      <h3>{text.events}</h3>
      {counts.length === 0 ? (
        <p class="muted">{text.noEvents}</p>
      ) : (
        <div class="table-scroll" tabIndex={0} role="group" aria-label={text.events}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text.event}</th>
                {labels.map((label, seat) => (
                  <th key={seat} scope="col">
                    {label}
                  </th>
                ))}
                <th scope="col">{text.together}</th>
              </tr>
            </thead>
            <tbody>
              {counts.map(({ kind, total, bySeat }) => (
                <tr key={kind}>
                  <th scope="row">{STRINGS.event(kind)}</th>
                  {labels.map((_, seat) => (
                    <td key={seat}>{bySeat[seat] === 0 ? '' : bySeat[seat]}</td>
                  ))}
                  <td>{total}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
