import type { VNode } from 'preact';
import { STRINGS } from '../strings.ts';
import type { TableSession } from '../table/tableSession.ts';
import type { TableState } from '../table/tableState.ts';
import { Link } from '../ui/Link.tsx';
import { MessagePage } from './MessagePage.tsx';

interface BlockedAt {
  readonly session: TableSession;
  readonly tableId: string;
}

/** The page that stands instead of the table when this page cannot be at it; null if it can. */
export function blockingPage({ notice, connection, info }: TableState, at: BlockedAt): VNode | null {
  const { notice: text } = STRINGS;
  const replay = info?.episode ? (
    <Link to={{ kind: 'replay', episode: info.episode, step: 0, side: 'spectator' }} class="button">
      {text.watchReplay}
    </Link>
  ) : null;
  if (connection.kind === 'closed' && notice?.code === 'superseded') {
    return (
      <MessagePage {...text.superseded} testId="superseded">
        <button type="button" class="button primary" onClick={() => at.session.start()}>
          {text.superseded.action}
        </button>
      </MessagePage>
    );
  }
  if (connection.kind === 'closed' && (notice?.code === 'failed' || notice?.code === 'expelled')) {
    return (
      <MessagePage title={text[notice.code].title} text={text[notice.code].text} testId={notice.code}>
        {replay}
      </MessagePage>
    );
  }
  if (connection.kind === 'refused')
    return refusedPage(connection.code, connection.message, { ...at, replay });
  return null;
}

function refusedPage(
  code: string,
  message: string,
  { session, tableId, replay }: BlockedAt & { readonly replay: VNode | null },
): VNode {
  const { notice: text } = STRINGS;
  if (code === 'not-found') {
    return (
      <MessagePage title={text.gone.title} text={text.gone.text} testId="gone">
        {replay}
      </MessagePage>
    );
  }
  if (code === 'full') {
    return (
      <MessagePage title={text.full.title} text={text.full.text} testId="full">
        <Link to={{ kind: 'table', tableId, as: 'watch' }} class="button primary">
          {text.full.action}
        </Link>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={text.refused.title} text={STRINGS.refusal(code, message)} testId="refused">
      <button type="button" class="button primary" onClick={() => session.start()}>
        {text.tryAgain}
      </button>
    </MessagePage>
  );
}
