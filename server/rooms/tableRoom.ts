import { CloseCode, getMessageBytes, Protocol, type Client, type ClientPrivate } from '@colyseus/core';
import type { CancelTimer } from '../../shared/clock.ts';
import { joinTableSchema, tableRequests, type JoinTable } from '../../shared/protocol/table.ts';
import { DONE, refuse, type Answer } from '../session/refusal.ts';
import type { Seat } from '../session/seat.ts';
import type { Receiver, TableMessageName, TablePort } from '../session/tablePort.ts';
import type { TableServices } from '../session/tableServices.ts';
import { TableSession } from '../session/tableSession.ts';
import { corkClient } from './corkedClient.ts';
import { GuardedRoom, joinError, type GuardedRoomServices } from './guardedRoom.ts';
import { identify, type Identities } from './identity.ts';
import type { Tables } from './tables.ts';

export interface TableRoomServices extends TableServices, Pick<GuardedRoomServices, 'limits'> {
  readonly tables: Tables;
  readonly identities: Identities;
  /** A table without any connection is forgotten after this long, and a bit longer than its grace period. */
  readonly emptyTableMs: number;
}

interface TableAuth {
  readonly participant: string;
  readonly as: JoinTable['as'];
}

interface Guest {
  readonly participant: string;
  readonly client: Client;
  /** Undefined: watches. */
  seat: Seat | undefined;
}

/** A client that reads nothing may not fill the server's memory. */
const MAX_UNSENT_BYTES = 1024 * 1024;

/** Joins a table session to Colyseus: connections in, messages out, nothing of the game. */
export class TableRoom extends GuardedRoom {
  readonly #services: TableRoomServices;
  #session!: TableSession;
  readonly #guests = new Map<Client, Guest>();
  readonly #byParticipant = new Map<string, Guest>();
  readonly #bySeat = new Map<number, Guest>();
  #watchers = 0;
  #cancelEmpty: CancelTimer | undefined;

  constructor(services: TableRoomServices) {
    super(services);
    this.#services = services;
    this.answer('move', tableRequests.move, (client, body) =>
      this.#seated(client, (seat) => this.#session.move(seat, body)),
    );
    this.answer('hold', tableRequests.hold, (client, body) =>
      this.#seated(client, (seat) => this.#session.hold(seat, body)),
    );
    this.answer('fill', tableRequests.fill, async (client, body) => {
      await this.#services.programs.prepare([body.ref]);
      return this.#seated(client, (seat) => this.#session.fill(seat, body));
    });
    this.answer('again', tableRequests.again, (client) =>
      this.#seated(client, (seat) => this.#session.again(seat)),
    );
    this.answer('leave', tableRequests.leave, (client) => this.#leave(client));
    this.answer('ping', tableRequests.ping, async (client, { roundTripMs }) => {
      await this.#seated(client, (seat) => {
        seat.roundTripMs = roundTripMs;
        return DONE;
      });
      return { ok: true, serverTime: this.#services.clock.now() };
    });
  }

  /** Checked before a connection is even made. */
  static check(services: TableRoomServices, options: unknown): TableAuth {
    const identity = identify(services.identities, joinTableSchema, options);
    if (!identity.ok) {
      services.monitor.refused(identity.code);
      throw joinError(identity);
    }
    return { participant: identity.participant, as: identity.options.as };
  }

  override async onCreate({ ticket }: { ticket?: unknown }): Promise<void> {
    const spec = this.#services.tables.take(ticket);
    if (!spec) throw joinError(refuse('not-allowed', 'tables are opened in the lobby'));
    // Only who knows the id gets in: Colyseus' own matchmaking must never offer a table.
    await this.setPrivate(true);
    this.#session = new TableSession(this.roomId, spec, this.#services, this.#port());
    this.#services.tables.add(this.#session);
    this.#waitForGuests();
  }

  override onJoin(client: Client, _options: unknown, { participant, as }: TableAuth): void {
    const session = this.#session;
    const joined =
      session.guard.run(() => session.join(participant, as)) ?? refuse('internal', 'the table failed');
    if (!joined.ok) {
      this.#services.monitor.refused(joined.code);
      throw joinError(joined);
    }
    this.#supersede(participant);
    const guest: Guest = { participant, client, seat: joined.seat };
    corkClient(client);
    this.#guests.set(client, guest);
    this.#byParticipant.set(participant, guest);
    if (joined.seat) this.#bySeat.set(joined.seat.index, guest);
    else this.#watchers += 1;
    this.#cancelEmpty?.();
    this.#cancelEmpty = undefined;
    session.guard.run(() => session.connected(joined.seat));
  }

  override onLeave(client: Client): void {
    const guest = this.#guests.get(client);
    if (!guest) return;
    this.#forget(guest);
    this.#session.guard.run(() => this.#session.disconnected(guest.seat));
    if (this.#guests.size === 0) this.#waitForGuests();
  }

  override onDispose(): void {
    this.#cancelEmpty?.();
    this.#services.tables.get(this.roomId)?.stop();
    this.#services.tables.remove(this.roomId);
  }

  /** The same person in a newer tab: the older one is told and lets go. */
  #supersede(participant: string): void {
    const older = this.#byParticipant.get(participant);
    if (!older) return;
    this.#forget(older);
    // A seat stays taken without a gap; only a watcher is counted anew.
    if (!older.seat) this.#session.guard.run(() => this.#session.disconnected(undefined));
    this.dismiss(older.client, { code: 'superseded', message: 'You continued in another window.' });
  }

  #forget(guest: Guest): void {
    this.#guests.delete(guest.client);
    this.#byParticipant.delete(guest.participant);
    if (guest.seat) this.#bySeat.delete(guest.seat.index);
    else this.#watchers -= 1;
  }

  async #seated(client: Client, work: (seat: Seat) => Answer | Promise<Answer>): Promise<Answer> {
    const seat = this.#guests.get(client)?.seat;
    if (!seat) return refuse('not-seated', 'this connection has no seat');
    return this.#session.handle(seat, () => work(seat));
  }

  async #leave(client: Client): Promise<Answer> {
    const guest = this.#guests.get(client);
    const answer = await this.#seated(client, (seat) => this.#session.leave(seat));
    if (guest && answer.ok) {
      this.#forget(guest);
      if (this.#guests.size === 0) this.#waitForGuests();
    }
    return answer;
  }

  #waitForGuests(): void {
    const { emptyTableMs } = this.#services;
    const session = this.#session;
    const delay = Math.max(emptyTableMs, session.spec.setup.graceSeconds * 1000 + emptyTableMs / 2);
    this.#cancelEmpty?.();
    this.#cancelEmpty = session.guard.after(delay, async () => {
      await session.end('abandoned');
      if (this.#guests.size === 0)
        session.close({ code: 'draining', message: 'Nobody is left at this table.' });
    });
  }

  #port(): TablePort {
    return {
      send: (to, name, body) => this.#send(to, name, body),
      reaches: (to) => (to === 'watchers' ? this.#watchers > 0 : this.#bySeat.has(to)),
      summaryChanged: () => this.#services.tables.changed(),
      close: () => {
        this.#services.tables.remove(this.roomId);
        // Not in the same breath: the notice must be on its way, and the caller may be in the middle of a join.
        setImmediate(() => void this.disconnect(CloseCode.CONSENTED));
      },
    };
  }

  #send(to: Receiver, name: TableMessageName, body: unknown): void {
    if (to !== 'watchers') {
      const guest = this.#bySeat.get(to);
      if (guest) sendFrame(guest.client, getMessageBytes.raw(Protocol.ROOM_DATA, name, body));
      return;
    }
    let frame: Buffer | undefined;
    for (const { client, seat } of this.#guests.values()) {
      if (seat) continue;
      frame ??= getMessageBytes.raw(Protocol.ROOM_DATA, name, body);
      sendFrame(client, frame);
    }
  }
}

/** What is used of a `ws` socket. */
interface Socket {
  readonly bufferedAmount: number;
  terminate(): void;
}

function sendFrame(client: Client, frame: Buffer): void {
  const connection = client as Client & ClientPrivate;
  const socket = connection.ref as unknown as Socket;
  if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  else connection.enqueueRaw(frame);
}
