import type { Clock } from '../../shared/clock.ts';
import type { Action } from '../../shared/game.ts';
import type {
  EndedUpdate,
  Notice,
  TableInfo,
  TableRequestName,
  TurnUpdate,
} from '../../shared/protocol/table.ts';
import { KeptConnection, type JoinOutcome, type RoomPort } from '../net/keptConnection.ts';
import { ServerClock } from '../net/serverClock.ts';
import { Store } from '../ui/store.ts';
import {
  EMPTY_TABLE,
  mayMove,
  withOwnMove,
  withoutOwnMove,
  withRefusal,
  withTurn,
  type TableState,
} from './tableState.ts';

export interface TableSessionOptions {
  readonly join: () => Promise<JoinOutcome>;
  readonly clock: Clock;
}

/** After these the server closes, and coming back by ourselves would be wrong or useless. */
const CLOSING_NOTICES: ReadonlySet<Notice['code']> = new Set(['superseded', 'failed', 'expelled']);

/** One person's place at one table: the connection, what is known, and what the person does. */
export class TableSession {
  readonly state = new Store<TableState>(EMPTY_TABLE);
  readonly serverClock: ServerClock;
  readonly #connection: KeptConnection;
  #held: number | null = null;

  constructor({ join, clock }: TableSessionOptions) {
    this.serverClock = new ServerClock(() => clock.now());
    this.#connection = new KeptConnection({
      join,
      clock,
      serverClock: this.serverClock,
      ping,
      onState: (connection) => {
        const cameBack = connection.kind === 'open' && this.state.value.connection.kind !== 'open';
        this.#change({ connection });
        // The server forgot what was held when the old connection ended.
        if (cameBack && this.#held !== null) this.#sendHold(this.#held);
      },
      onMessage: (name, body) => this.#receive(name, body),
    });
  }

  start(): void {
    this.#change({ notice: null });
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop();
  }

  wake(): void {
    this.#connection.wake();
  }

  /** Turn games: plays once; later calls in the same step do nothing. */
  move(action: Action): void {
    const { turn } = this.state.value;
    if (!turn || !mayMove(this.state.value)) return;
    const { step } = turn;
    this.state.set(withOwnMove(this.state.value, action));
    const body = { step, action, tShown: turn.shownAt, tInput: this.serverClock.now() };
    void this.#ask('move', body).then((accepted) => {
      // After a loss of the connection the server's next `turn` says whether the move arrived.
      if (!accepted && this.state.value.connection.kind === 'open')
        this.state.set(withoutOwnMove(this.state.value, step));
    });
  }

  /** Tick games: what is held down from now on. */
  hold(action: number | null): void {
    const { info } = this.state.value;
    this.#held = action;
    if (info?.you.role === 'player' && info.phase === 'playing') this.#sendHold(action);
  }

  fill(ref: string): void {
    void this.#ask('fill', { ref });
  }

  again(): void {
    void this.#ask('again', {});
  }

  /** Gives the seat up for good. */
  async leave(): Promise<void> {
    await this.#ask('leave', {});
    this.stop();
  }

  #sendHold(action: number | null): void {
    const tInput = this.serverClock.now();
    void this.#ask('hold', { action, tShown: this.state.value.turn?.shownAt ?? tInput, tInput });
  }

  /** @returns whether the server accepted; a refusal is shown */
  async #ask(name: TableRequestName, body: object): Promise<boolean> {
    const outcome = await this.#connection.request(name, body);
    // Letting go of a key just after the end is nobody's mistake.
    const isLate = name === 'hold' && !outcome.ok && outcome.code === 'not-running';
    if (!outcome.ok && outcome.code !== 'offline' && !isLate)
      this.state.set(withRefusal(this.state.value, outcome.code, outcome.message));
    return outcome.ok;
  }

  #receive(name: string, body: unknown): void {
    if (name === 'table') {
      const info = body as TableInfo;
      this.serverClock.addMessage(info.serverTime);
      const starts = info.phase === 'playing' && this.state.value.info?.phase !== 'playing';
      this.#change({ info });
      // Held since before the start: a key that is down counts from the first step.
      if (starts && this.#held !== null) this.#sendHold(this.#held);
    } else if (name === 'turn') {
      const update = body as TurnUpdate;
      this.serverClock.addMessage(update.serverTime);
      this.state.set(withTurn(this.state.value, update, this.serverClock.now()));
    } else if (name === 'ended') {
      this.#change({ ended: body as EndedUpdate });
    } else if (name === 'notice') {
      const notice = body as Notice;
      this.#change({ notice });
      if (CLOSING_NOTICES.has(notice.code)) this.stop();
    }
  }

  #change(change: Partial<TableState>): void {
    this.state.set({ ...this.state.value, ...change });
  }
}

async function ping(port: RoomPort, roundTripMs: number | null): Promise<number> {
  const reply = (await port.request('ping', { roundTripMs })) as { serverTime?: unknown };
  if (typeof reply.serverTime !== 'number')
    throw new Error(`expected a serverTime from ping, got ${JSON.stringify(reply)}`);
  return reply.serverTime;
}
