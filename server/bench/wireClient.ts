import { request } from 'node:http';
import type { Duplex } from 'node:stream';

const BINARY = 0x82;
const MASKED = 0x80;
const PONG = 0x8a;

/**
 * The least websocket client that can talk to a Colyseus room: a load generator must cost less than what it
 * measures. Sends short binary frames (masked with zeros), reads unfragmented ones.
 */
export class WireClient {
  readonly #socket: Duplex;
  readonly #onFrame: (body: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);
  isOpen = true;

  private constructor(socket: Duplex, head: Buffer, onFrame: (body: Buffer) => void) {
    this.#socket = socket;
    this.#onFrame = onFrame;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('close', () => (this.isOpen = false));
    // A reset is a close, and told as one.
    socket.on('error', () => (this.isOpen = false));
    if (head.length > 0) this.#take(head);
  }

  static connect(port: number, path: string, onFrame: (body: Buffer) => void): Promise<WireClient> {
    return new Promise((resolve, reject) => {
      const upgrade = request({
        host: '127.0.0.1',
        port,
        path,
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        },
      });
      upgrade.on('upgrade', (_response, socket, head) => resolve(new WireClient(socket, head, onFrame)));
      upgrade.on('response', ({ statusCode }) => reject(new Error(`expected an upgrade, got ${statusCode}`)));
      upgrade.on('error', reject);
      upgrade.end();
    });
  }

  /** @param body shorter than 126 bytes */
  send(body: Buffer): void {
    const frame = Buffer.allocUnsafe(6 + body.length);
    frame[0] = BINARY;
    frame[1] = MASKED | body.length;
    frame.writeUInt32BE(0, 2);
    body.copy(frame, 6);
    this.#socket.write(frame);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    while (bytes.length - at >= 2) {
      const size = bodyOf(bytes, at);
      if (!size || bytes.length - at < size.head + size.length) break;
      const body = bytes.subarray(at + size.head, at + size.head + size.length);
      const opcode = (bytes[at] as number) & 0x0f;
      if (opcode === 2) this.#onFrame(body);
      else if (opcode === 9) this.#socket.write(Buffer.from([PONG, MASKED, 0, 0, 0, 0]));
      at += size.head + size.length;
    }
    this.#rest = at === bytes.length ? Buffer.alloc(0) : bytes.subarray(at);
  }
}

function bodyOf(bytes: Buffer, at: number): { readonly head: number; readonly length: number } | undefined {
  const short = (bytes[at + 1] as number) & 0x7f;
  if (short < 126) return { head: 2, length: short };
  const head = short === 126 ? 4 : 10;
  if (bytes.length - at < head) return undefined;
  return { head, length: short === 126 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6) };
}
