import { useState } from 'preact/hooks';
import { gameById } from '../../shared/games/registry.ts';
import type { TableInfo } from '../../shared/protocol/table.ts';
import { STRINGS } from '../strings.ts';
import type { TableSession } from '../table/tableSession.ts';
import type { TableState } from '../table/tableState.ts';
import { useScene } from '../table/useScene.ts';
import { useTableSession } from '../table/useTableSession.ts';
import { useConnectionAnnouncements } from '../table/useAnnouncements.ts';
import { ConnectionBadge } from '../ui/ConnectionBadge.tsx';
import { goTo } from '../ui/navigation.ts';
import { useStore } from '../ui/useStore.ts';
import { useTitle } from '../ui/useTitle.ts';
import { MessagePage } from './MessagePage.tsx';
import { blockingPage } from './TableBlocked.tsx';
import { TablePlay } from './TablePlay.tsx';
import { WaitingPanel } from './WaitingPanel.tsx';

interface TableScreenProps {
  readonly tableId: string;
  readonly as: 'play' | 'watch';
}

/** One table, from the moment of joining to the talk about what happened. */
export function TableScreen({ tableId, as }: TableScreenProps) {
  const session = useTableSession(tableId, as);
  const state = useStore(session.state);
  useConnectionAnnouncements(state.connection);
  const blocked = blockingPage(state, { session, tableId });
  if (blocked) return blocked;
  if (!state.info) return <Connecting state={state} />;
  return <AtTable session={session} state={state} info={state.info} />;
}

function Connecting({ state }: { readonly state: TableState }) {
  useTitle(STRINGS.table.connectingTitle);
  return (
    <section class="panel message-page">
      <h1>{STRINGS.table.connectingTitle}</h1>
      <ConnectionBadge connection={state.connection} />
    </section>
  );
}

interface AtTableProps {
  readonly session: TableSession;
  readonly state: TableState;
  readonly info: TableInfo;
}

function AtTable({ session, state, info }: AtTableProps) {
  const loading = useScene(info.game);
  const [left, setLeft] = useState(false);
  if (left) return <MessagePage title={STRINGS.notice.left.title} text="" />;
  const leave = async (): Promise<void> => {
    setLeft(true);
    if (info.you.role === 'player') await session.leave();
    goTo({ kind: 'lobby' });
  };
  if (loading.kind === 'failed')
    return <MessagePage title={gameById(info.game).title} text={STRINGS.table.sceneFailed} />;
  if (info.phase === 'waiting') {
    return <WaitingPanel info={info} state={state} session={session} leave={() => void leave()} />;
  }
  if (loading.kind === 'loading') return <Connecting state={state} />;
  return (
    <TablePlay info={info} state={state} session={session} scene={loading.scene} leave={() => void leave()} />
  );
}
