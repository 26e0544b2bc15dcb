/** Calls `wake` when the network comes back or the page is looked at again.  @returns how to stop */
export function wakeOnReturn(wake: () => void): () => void {
  const ifVisible = (): void => {
    if (document.visibilityState === 'visible') wake();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', ifVisible);
  return () => {
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', ifVisible);
  };
}
