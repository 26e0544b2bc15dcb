import type { Server as HttpServer } from 'node:http';
import { Server as SocketServer, type Namespace } from 'socket.io';
import type { Clock } from '../../shared/clock.ts';
import { OPS_NAMESPACE, type OpsReply, type OpsSample, type OpsStatus } from '../../shared/protocol/ops.ts';
import { isSamePassword } from './password.ts';

export interface OpsChannelOptions {
  readonly http: HttpServer;
  readonly clock: Clock;
  readonly password: string;
  readonly status: () => OpsStatus;
  /** A second has passed. */
  readonly onSecond: () => void;
  readonly history: () => readonly OpsSample[];
  /** What a researcher asks by name; never rejects. */
  readonly answer: (name: unknown, body: unknown, address: string) => Promise<OpsReply>;
  /** Who tried to get in, and whether they did. */
  readonly onLogin: (accepted: boolean, address: string) => void;
}

const STATUS_EVERY_MS = 1000;
/** Wrong passwords make the next answers slower, up to this; for everybody, so that many addresses do not help. */
const SLOWEST_ANSWER_MS = 5000;
const SLOWER_BY_MS = 250;
/** One wrong password is forgiven after this long. */
const FORGIVEN_AFTER_MS = 10_000;
/** Logins that may wait for their slow answer at a time. */
const MAX_WAITING = 50;

/**
 * The researchers' channel. Attach it after the HTTP server listens: socket.io wraps the request listeners
 * that exist then, and Colyseus adds its own while it starts to listen.
 */
export class OpsChannel {
  readonly #options: OpsChannelOptions;
  readonly #io: SocketServer;
  readonly #namespace: Namespace;
  readonly #timer: NodeJS.Timeout;
  #wrong = 0;
  #lastWrongAt = 0;
  #waiting = 0;

  constructor(options: OpsChannelOptions) {
    this.#options = options;
    this.#io = new SocketServer(options.http, {
      // Upgrades that are not socket.io's belong to Colyseus.
      destroyUpgrade: false,
      serveClient: false,
      maxHttpBufferSize: 16 * 1024,
    });
    // Nobody talks outside of the namespace.
    this.#io.use((_socket, next) => next(new Error('expected the namespace /ops')));
    this.#namespace = this.#io.of(OPS_NAMESPACE);
    this.#namespace.use((socket, next) => {
      void this.#letIn(socket.handshake.auth['password'], socket.handshake.address, next);
    });
    this.#namespace.on('connection', (socket) => {
      socket.emit('history', options.history());
      socket.emit('status', options.status());
      socket.on('ask', (name: unknown, body: unknown, reply: unknown) => {
        if (typeof reply !== 'function') return;
        void options.answer(name, body, socket.handshake.address).then((answer) => reply(answer));
      });
    });
    this.#timer = setInterval(() => {
      options.onSecond();
      if (this.#namespace.sockets.size > 0) this.#namespace.emit('status', options.status());
    }, STATUS_EVERY_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#namespace.disconnectSockets(true);
    // `io.close()` would close the HTTP server as well, which is not its own.
    this.#io.engine.close();
  }

  async #letIn(password: unknown, address: string, next: (error?: Error) => void): Promise<void> {
    const accepted = await this.#login(password, address);
    next(accepted ? undefined : new Error('wrong password'));
  }

  async #login(password: unknown, address: string): Promise<boolean> {
    const { clock, onLogin } = this.#options;
    if (this.#waiting >= MAX_WAITING) return false;
    const forgiven = Math.floor((clock.now() - this.#lastWrongAt) / FORGIVEN_AFTER_MS);
    if (forgiven > 0) this.#wrong = Math.max(0, this.#wrong - forgiven);
    const accepted = isSamePassword(this.#options.password, password);
    if (!accepted) {
      this.#wrong += 1;
      this.#lastWrongAt = clock.now();
    }
    onLogin(accepted, address);
    const delay = Math.min(this.#wrong * SLOWER_BY_MS, SLOWEST_ANSWER_MS);
    this.#waiting += 1;
    // The right password waits as well: an instant answer would tell it from the others.
    if (delay > 0) await new Promise<void>((resolve) => void clock.after(delay, resolve));
    this.#waiting -= 1;
    return accepted;
  }
}
