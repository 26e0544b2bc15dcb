import type { CancelTimer, Clock } from '../../shared/clock.ts';
import type { Reply } from '../../shared/protocol/reply.ts';
import type { ServerClock } from './serverClock.ts';

/** One live connection to a room, whatever carries it. */
export interface RoomPort {
  /** Calls back for every message from now on. */
  onMessage(callback: (name: string, body: unknown) => void): void;
  /** Calls back once, when the connection is over for whatever reason. */
  onClose(callback: () => void): void;
  /** @throws if the connection ends before the answer */
  request(name: string, body: unknown): Promise<unknown>;
  close(): void;
}

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly port: RoomPort }
  /** It may work again soon: no network, a server that starts. */
  | { readonly kind: 'unreachable' }
  /** Trying again would give the same answer. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly roundTripMs: number | null }
  /** It was open; this page is trying to get back. */
  | { readonly kind: 'lost'; readonly since: number; readonly attempts: number }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'closed' };

/** What a request gives when there is no connection to send it through. */
export type RequestOutcome<T> =
  Reply<T> | { readonly ok: false; readonly code: 'offline'; readonly message: string };

export interface KeptConnectionOptions {
  /** Joins the room anew; a participant gets the same seat back. Never throws. */
  readonly join: () => Promise<JoinOutcome>;
  readonly clock: Clock;
  readonly serverClock: ServerClock;
  /** Asks the server for its time; left out: the connection is trusted until it closes. */
  readonly ping?: (port: RoomPort, roundTripMs: number | null) => Promise<number>;
  readonly onState: (state: ConnectionState) => void;
  readonly onMessage: (name: string, body: unknown) => void;
}

const PING_EVERY_MS = 2000;
/** A ping without an answer for so long means that the network swallows our packets without saying so. */
const PING_PATIENCE_MS = 3000;
const JOIN_PATIENCE_MS = 6000;
const BACK_OFF_MS = [0, 150, 300, 600] as const;
const LONGEST_BACK_OFF_MS = 1000;

/** How long to wait before an attempt.  @param attempt failed attempts since the connection was lost, from 0 */
export function backOffMs(attempt: number): number {
  return BACK_OFF_MS[attempt] ?? LONGEST_BACK_OFF_MS;
}

/**
 * A connection that comes back by itself: after any loss it joins the room again, quickly and for as long as
 * it takes, until it is stopped or the server says that trying is pointless. Colyseus' own reconnection is not
 * used: its token dies with the page, the participant's secret does not.
 */
export class KeptConnection {
  readonly #options: KeptConnectionOptions;
  #state: ConnectionState = { kind: 'connecting' };
  #port: RoomPort | undefined;
  #attempts = 0;
  #lostSince: number | undefined;
  #roundTripMs: number | null = null;
  /** Grows with every start, loss and stop, so that late answers of an older life are recognised. */
  #life = 0;
  #cancelTimers: CancelTimer[] = [];
  /** Only the newest ping counts. */
  #pingId = 0;

  constructor(options: KeptConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects, also after `stop` or a refusal. */
  start(): void {
    this.#endLife();
    this.#attempts = 0;
    this.#lostSince = undefined;
    this.#setState({ kind: 'connecting' });
    this.#attempt();
  }

  /** Closes for good; nothing is tried again before `start`. */
  stop(): void {
    this.#endLife();
    this.#setState({ kind: 'closed' });
  }

  /** The network came back or the page became visible: do not wait for the next timer. */
  wake(): void {
    if (this.#state.kind === 'lost') {
      this.#endLife();
      this.#attempt();
    } else if (this.#state.kind === 'open' && this.#port) {
      this.#clearTimers();
      this.#pingNow(this.#port);
    }
  }

  async request<T = object>(name: string, body: unknown): Promise<RequestOutcome<T>> {
    const port = this.#port;
    const offline = { ok: false, code: 'offline', message: 'no connection' } as const;
    if (!port) return offline;
    try {
      return (await port.request(name, body)) as Reply<T>;
    } catch {
      return offline;
    }
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }

  #endLife(): void {
    this.#life += 1;
    this.#clearTimers();
    const port = this.#port;
    this.#port = undefined;
    port?.close();
  }

  #clearTimers(): void {
    for (const cancel of this.#cancelTimers) cancel();
    this.#cancelTimers = [];
  }

  #after(delayMs: number, callback: () => void): CancelTimer {
    const cancel = this.#options.clock.after(delayMs, callback);
    this.#cancelTimers.push(cancel);
    return cancel;
  }

  #attempt(): void {
    const life = this.#life;
    this.#after(JOIN_PATIENCE_MS, () => this.#lose());
    void this.#options.join().then((outcome) => {
      if (life !== this.#life) {
        if (outcome.kind === 'joined') outcome.port.close();
        return;
      }
      this.#clearTimers();
      if (outcome.kind === 'joined') this.#open(outcome.port);
      else if (outcome.kind === 'unreachable') this.#lose();
      else this.#setState(outcome);
    });
  }

  #open(port: RoomPort): void {
    const life = this.#life;
    this.#port = port;
    this.#attempts = 0;
    this.#lostSince = undefined;
    port.onMessage((name, body) => {
      if (life === this.#life) this.#options.onMessage(name, body);
    });
    port.onClose(() => {
      if (life === this.#life) this.#lose();
    });
    this.#setState({ kind: 'open', roundTripMs: this.#roundTripMs });
    this.#pingNow(port);
  }

  #lose(): void {
    this.#endLife();
    this.#lostSince ??= this.#options.clock.now();
    this.#setState({ kind: 'lost', since: this.#lostSince, attempts: this.#attempts });
    this.#after(backOffMs(this.#attempts), () => {
      this.#clearTimers();
      this.#attempt();
    });
    this.#attempts += 1;
  }

  #pingNow(port: RoomPort): void {
    const { ping, clock, serverClock } = this.#options;
    if (!ping) return;
    const life = this.#life;
    const pingId = (this.#pingId += 1);
    const sentAt = clock.now();
    this.#after(PING_PATIENCE_MS, () => this.#lose());
    const answered = (serverTime: number): void => {
      if (life !== this.#life || pingId !== this.#pingId) return;
      this.#clearTimers();
      const gotAt = clock.now();
      serverClock.addPing(sentAt, gotAt, serverTime);
      this.#roundTripMs = gotAt - sentAt;
      this.#setState({ kind: 'open', roundTripMs: this.#roundTripMs });
      this.#after(PING_EVERY_MS, () => {
        this.#clearTimers();
        this.#pingNow(port);
      });
    };
    // A ping that fails shows itself by the close of the connection or by the patience above.
    ping(port, this.#roundTripMs).then(answered, () => {});
  }
}
