import { useEffect } from 'preact/hooks';
import { wakeOnReturn } from './wakeOnReturn.ts';

/** A conversation with the server that lasts as long as a page. */
interface Session {
  start(): void;
  stop(): void;
  /** The network or the person is back: try at once. */
  wake(): void;
}

/** Starts a session when the page shows, wakes it when network or person return, stops it when the page goes. */
export function useRunning(session: Session): void {
  useEffect(() => {
    session.start();
    const stopWaking = wakeOnReturn(() => session.wake());
    return () => {
      stopWaking();
      session.stop();
    };
  }, [session]);
}
