import { Client, type Room } from '@colyseus/sdk';
import { PROTOCOL_VERSION, type RefusalCode } from '../../shared/protocol/reply.ts';
import type { JoinOutcome, RoomPort } from './keptConnection.ts';
import { HttpError, identity } from './api.ts';

/** Which room, and what it is told besides protocol version and secret. */
export type RoomAddress =
  | { readonly kind: 'by-id'; readonly roomId: string; readonly options: object }
  | { readonly kind: 'by-name'; readonly name: string; readonly options: object };

/** Colyseus' matchmaking code. */
const NO_SUCH_ROOM = 522;
/** Refusals that may be gone in a second. */
const TEMPORARY: ReadonlySet<string> = new Set<RefusalCode>(['storage', 'internal', 'too-fast']);
const REQUEST_TIMEOUT_MS = 10_000;

const client = new Client(globalThis.location?.origin);

/** Joins a room as this browser's participant; one that the server no longer knows is replaced by a new one. */
export async function joinRoom(address: RoomAddress): Promise<JoinOutcome> {
  const outcome = await tryJoin(address);
  if (outcome.kind !== 'refused' || outcome.code !== 'unknown-participant') return outcome;
  identity.forget();
  return tryJoin(address);
}

async function tryJoin(address: RoomAddress): Promise<JoinOutcome> {
  try {
    const { secret } = await identity.get();
    const options = { protocol: PROTOCOL_VERSION, secret, ...address.options };
    const room: Room =
      address.kind === 'by-id'
        ? await client.joinById(address.roomId, options)
        : await client.joinOrCreate(address.name, options);
    return { kind: 'joined', port: portOf(room) };
  } catch (error) {
    return refusalOf(error) ?? { kind: 'unreachable' };
  }
}

/** Undefined where trying again makes sense. Rooms refuse with a 4xx code and "code: sentence" as message. */
function refusalOf(error: unknown): (JoinOutcome & { readonly kind: 'refused' }) | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = error instanceof HttpError ? error.status : (error as { code?: unknown }).code;
  if (status === NO_SUCH_ROOM) return { kind: 'refused', code: 'not-found', message: error.message };
  const [, code, message] = /^([a-z]+(?:-[a-z]+)*): (.*)$/s.exec(error.message) ?? [];
  if (code !== undefined && TEMPORARY.has(code)) return undefined;
  if (code !== undefined && message !== undefined) return { kind: 'refused', code, message };
  const isRefusal = typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
  return isRefusal ? { kind: 'refused', code: 'refused', message: error.message } : undefined;
}

function portOf(room: Room): RoomPort {
  // Our own rejoin is quicker and survives a reload; two mechanisms would fight.
  room.reconnection.enabled = false;
  const onClose: (() => void)[] = [];
  let open = true;
  const closed = (): void => {
    if (!open) return;
    open = false;
    for (const callback of onClose) callback();
  };
  room.onLeave(closed);
  room.onDrop(closed);
  return {
    onMessage: (callback) => {
      room.onMessage('*', (name, body: unknown) => callback(String(name), body));
    },
    onClose: (callback) => {
      onClose.push(callback);
    },
    request: (name, body) => room.request(name, body, { timeout: REQUEST_TIMEOUT_MS }),
    close: () => {
      open = false;
      room.removeAllListeners();
      room.connection.close();
    },
  };
}
