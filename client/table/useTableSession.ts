import { useState } from 'preact/hooks';
import { browserClock } from '../net/browserClock.ts';
import { joinRoom } from '../net/joinRoom.ts';
import { useRunning } from '../net/useRunning.ts';
import { TableSession } from './tableSession.ts';

/** The session of a table for as long as the page shows it. */
export function useTableSession(tableId: string, as: 'play' | 'watch'): TableSession {
  const [session] = useState(
    () =>
      new TableSession({
        clock: browserClock,
        join: () => joinRoom({ kind: 'by-id', roomId: tableId, options: { as } }),
      }),
  );
  useRunning(session);
  return session;
}
