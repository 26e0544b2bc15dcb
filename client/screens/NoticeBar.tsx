import { STRINGS } from '../strings.ts';
import type { TableState } from '../table/tableState.ts';

/** What the person must know while things go on: notices that do not end the table, and the last refusal. */
export function NoticeBar({ state: { notice, refusal } }: { readonly state: TableState }) {
  const { notice: text } = STRINGS;
  const shown = notice?.code === 'draining' || notice?.code === 'storage' ? text[notice.code] : null;
  return (
    <>
      {shown && (
        <p class="notice" role="status" data-testid="notice">
          <strong>{shown.title}.</strong> {shown.text}
        </p>
      )}
      {refusal && (
        <p key={refusal.count} class="refusal fades" role="alert" data-testid="refusal">
          {STRINGS.refusal(refusal.code, refusal.message)}
        </p>
      )}
    </>
  );
}
