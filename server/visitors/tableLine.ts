import type { Room } from '@colyseus/sdk';
import type { Clock, CancelTimer } from '../../shared/clock.ts';
import type { Reply } from '../../shared/protocol/reply.ts';
import type {
  EndedUpdate,
  Notice,
  TableInfo,
  TableRequest,
  TableRequestName,
  TurnUpdate,
} from '../../shared/protocol/table.ts';
import type { FrontDoor } from './frontDoor.ts';
import { Bell } from './wait.ts';

const PING_EVERY_MS = 2000;
const PATIENCE_MS = 10_000;

/** A connection to a table as a browser keeps it: what was heard last, a heartbeat, and a way to lose it. */
export class TableLine {
  info: TableInfo | undefined;
  turn: TurnUpdate | undefined;
  ended: EndedUpdate | undefined;
  notice: Notice | undefined;
  /** Rings whenever any of the above, or the connection, changed. */
  readonly news = new Bell();
  readonly #clock: Clock;
  #room: Room | undefined;
  #cancelPing: CancelTimer | undefined;
  #roundTripMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isOpen(): boolean {
    return this.#room !== undefined;
  }

  /** @throws what the SDK throws when a join is refused */
  async open(door: FrontDoor, secret: string, tableId: string): Promise<void> {
    const room = await door.sit(secret, tableId);
    this.#room = room;
    room.onMessage('*', (name, body: unknown) => this.#hear(String(name), body));
    const closed = (): void => {
      if (this.#room === room) this.#close();
    };
    room.onLeave(closed);
    room.onDrop(closed);
    this.#ping();
  }

  /** @returns the answer; undefined where the connection ended before it came */
  async ask<Name extends TableRequestName>(name: Name, body: TableRequest<Name>): Promise<Reply | undefined> {
    try {
      return (await this.#room?.request(name, body, { timeout: PATIENCE_MS })) as Reply | undefined;
    } catch {
      return undefined;
    }
  }

  /** The page is closed, or reloaded: no goodbye. */
  cut(): void {
    const room = this.#room;
    this.#close();
    room?.removeAllListeners();
    room?.connection.close();
  }

  #hear(name: string, body: unknown): void {
    if (name === 'table') this.info = body as TableInfo;
    else if (name === 'turn') this.turn = body as TurnUpdate;
    else if (name === 'ended') this.ended = body as EndedUpdate;
    else if (name === 'notice') this.notice = body as Notice;
    this.news.ring();
  }

  #close(): void {
    this.#room = undefined;
    this.#cancelPing?.();
    this.news.ring();
  }

  #ping(): void {
    const room = this.#room;
    const sentAt = this.#clock.now();
    this.ask('ping', { roundTripMs: this.#roundTripMs }).then(
      () => {
        if (room === undefined || room !== this.#room) return;
        this.#roundTripMs = this.#clock.now() - sentAt;
        this.#cancelPing = this.#clock.after(PING_EVERY_MS, () => this.#ping());
      },
      () => undefined,
    );
  }
}
