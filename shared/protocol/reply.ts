/** Raise when an old client would misunderstand a new server or the other way round. */
export const PROTOCOL_VERSION = 1;

/** Why a request was refused. Nothing has changed on the server; the refusal is counted. */
export type RefusalCode =
  | 'bad-message'
  | 'unknown-participant'
  | 'not-seated'
  | 'not-running'
  | 'wrong-step'
  | 'already-moved'
  | 'bad-action'
  | 'too-fast'
  | 'not-allowed'
  | 'not-found'
  | 'full'
  | 'draining'
  | 'storage'
  | 'internal';

/** Every request of a room is answered by one of these; it never closes the connection. */
export type Reply<T = object> =
  ({ readonly ok: true } & T) | { readonly ok: false; readonly code: RefusalCode; readonly message: string };
