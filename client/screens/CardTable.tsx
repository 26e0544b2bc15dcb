import type { Inline } from '../agent/cardBlocks.ts';
import { InlineText } from './InlineText.tsx';

interface CardTableProps {
  readonly head: readonly Inline[];
  readonly rows: readonly (readonly Inline[])[];
}

/** A table of an agent's card; what stands first in a row names it. */
export function CardTable({ head, rows }: CardTableProps) {
  const hasHead = head.some((cell) => cell.length > 0);
  return (
    <div class="table-scroll" tabIndex={0}>
      <table>
        {hasHead && (
          <thead>
            <tr>
              {head.map((cell, i) => (
                <th key={i} scope="col">
                  <InlineText text={cell} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(([name = [], ...cells], row) => (
            <tr key={row}>
              <th scope="row">
                <InlineText text={name} />
              </th>
              {cells.map((cell, i) => (
                <td key={i}>
                  <InlineText text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
