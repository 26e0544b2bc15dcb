import type { TableSummary } from '../../shared/protocol/lobby.ts';
import { STRINGS } from '../strings.ts';
import { formatDuration } from '../ui/format.ts';
import { Link } from '../ui/Link.tsx';

interface TableListProps {
  readonly tables: readonly TableSummary[];
  /** Server clock. */
  readonly now: number;
}

/** Public tables: those that wait come first, since they need somebody. */
export function TableList({ tables, now }: TableListProps) {
  const { lobby: text } = STRINGS;
  const shown = tables
    .filter(({ phase }) => phase !== 'ended')
    .toSorted((a, b) => Number(b.phase === 'waiting') - Number(a.phase === 'waiting'));
  return (
    <section class="tables" aria-labelledby="tables-title">
      <h2 id="tables-title">{text.tables}</h2>
      {shown.length === 0 && <p class="muted">{text.noTables}</p>}
      <ul class="table-list" data-testid="tables">
        {shown.map((table) => (
          <li key={table.tableId}>
            <TableRow table={table} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TableRow({ table, now }: { readonly table: TableSummary; readonly now: number }) {
  const { lobby: text } = STRINGS;
  const facts = [
    STRINGS.phase(table.phase),
    text.people(table.people),
    ...(table.programs > 0 ? [text.programs(table.programs)] : []),
    ...(table.openSeats > 0 ? [text.openSeats(table.openSeats)] : []),
    ...(table.watchers > 0 ? [text.watchers(table.watchers)] : []),
    ...(table.waitingSince !== null ? [formatDuration(now - table.waitingSince)] : []),
  ];
  return (
    <>
      <span class="table-title">{table.title}</span>
      <span class="muted">{facts.join(' · ')}</span>
      <span class="actions">
        {table.openSeats > 0 && (
          <Link
            to={{ kind: 'table', tableId: table.tableId, as: 'play' }}
            class="button"
            label={text.joinTable(table.title)}
          >
            {text.join}
          </Link>
        )}
        <Link
          to={{ kind: 'table', tableId: table.tableId, as: 'watch' }}
          class="button quiet"
          label={text.watchTable(table.title)}
        >
          {text.watch}
        </Link>
      </span>
    </>
  );
}
