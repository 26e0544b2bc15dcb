/** Frames of Colyseus' protocol, written byte by byte: message pack of known shape, nothing general. */

const JOIN_ROOM = 10;
const ROOM_DATA = 13;
const ROOM_REQUEST = 21;
const REQUEST_ID = 1;
const FIX_TEXT = 0xa0;
const FIX_MAP = 0x80;
const UINT16 = 0xcd;
const FLOAT64 = 0xcb;
const NIL = 0xc0;

export const JOINED = Buffer.from([JOIN_ROOM]);

/** @param name shorter than 32 letters */
function text(name: string): Buffer {
  return Buffer.concat([Buffer.from([FIX_TEXT | name.length]), Buffer.from(name, 'latin1')]);
}

function request(name: string, body: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([ROOM_REQUEST, REQUEST_ID]), text(name), ...body]);
}

/** A number that `setFloat` fills in later. */
const float64 = Buffer.concat([Buffer.from([FLOAT64]), Buffer.alloc(8)]);

export const AGAIN = request('again', [Buffer.from([FIX_MAP])]);
export const PING = request('ping', [Buffer.from([FIX_MAP | 1]), text('roundTripMs'), Buffer.from([NIL])]);

/** @param now epoch milliseconds */
export function moveFrame(step: number, action: number, now: number): Buffer {
  const number = Buffer.from(float64);
  number.writeDoubleBE(now, 1);
  const stepBytes = Buffer.from([UINT16, step >> 8, step & 0xff]);
  return request('move', [
    Buffer.from([FIX_MAP | 4]),
    text('step'),
    stepBytes,
    text('action'),
    Buffer.from([action]),
    text('tShown'),
    number,
    text('tInput'),
    number,
  ]);
}

/** @param action null: the key is let go */
export function holdFrame(action: number | null, now: number): Buffer {
  const number = Buffer.from(float64);
  number.writeDoubleBE(now, 1);
  return request('hold', [
    Buffer.from([FIX_MAP | 3]),
    text('action'),
    Buffer.from([action ?? NIL]),
    text('tShown'),
    number,
    text('tInput'),
    number,
  ]);
}

/** What the echo room gets: a move in all but the name. */
export function echoFrame(step: number, now: number): Buffer {
  const move = moveFrame(step, 0, now);
  const body = move.subarray(2 + text('move').length);
  return Buffer.concat([Buffer.from([ROOM_DATA]), text('turn'), body]);
}

/** Name of a message that a room sent; undefined for other frames. */
export function messageName(frame: Buffer): string | undefined {
  if (frame[0] !== ROOM_DATA) return undefined;
  const head = frame[1] as number;
  return frame.toString('latin1', 2, 2 + (head & 0x1f));
}

export function isJoin(frame: Buffer): boolean {
  return frame[0] === JOIN_ROOM;
}

const DEADLINE = text('deadline');

/** `deadline` of a turn update, in epoch milliseconds; undefined if the episode is over. */
export function deadlineOf(frame: Buffer): number | undefined {
  const at = frame.lastIndexOf(DEADLINE) + DEADLINE.length;
  return frame[at] === FLOAT64 ? frame.readDoubleBE(at + 1) : undefined;
}
