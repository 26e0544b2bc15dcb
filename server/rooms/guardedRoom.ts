import {
  CloseCode,
  getMessageBytes,
  Protocol,
  ResponseStatus,
  Room,
  ServerError,
  type Client,
  type ClientPrivate,
} from '@colyseus/core';
import { decode } from '@colyseus/schema';
import type { ZodType } from 'zod';
import type { Clock } from '../../shared/clock.ts';
import type { Notice } from '../../shared/protocol/table.ts';
import type { RefusalCode } from '../../shared/protocol/reply.ts';
import { refuse, type Refusal } from '../session/refusal.ts';
import { firstIssue } from '../session/tableSpec.ts';
import { RateLimit, type RateLimits } from './rateLimit.ts';

export interface GuardedRoomServices {
  readonly clock: Clock;
  readonly limits: RateLimits;
  readonly monitor: { refused(code: RefusalCode): void; failed(error: unknown, room: string): void };
}

type RoomClient = Client & ClientPrivate;
type Answerer = (client: Client, message: never) => object | Promise<object>;

/** The low bits of a frame's first byte name its kind; the others decorate it. */
const KIND_BITS = 0x1f;

/** Colyseus would patch state 20 times a second, or else tick its own clock 60 times: rooms without state need neither. */
const NEVER_MS = 2 ** 31 - 1;

/**
 * A room without shared state that answers requests and survives whatever its clients send: unknown names,
 * bodies that fit no schema, frames that decode to nothing, floods. Each is refused, counted, changes
 * nothing, and closes the connection only of a client that keeps on.
 */
export abstract class GuardedRoom extends Room {
  override autoDispose = false;
  override maxClients = Infinity;
  override patchRate = NEVER_MS;
  readonly #services: GuardedRoomServices;
  readonly #requests = new Set<string>();
  readonly #limits = new WeakMap<Client, RateLimit>();
  /** Set by the handlers: tells a body that could not be decoded from one that was answered. */
  #wasAnswered = false;

  constructor(services: GuardedRoomServices) {
    super();
    this.#services = services;
    this.#guardFrames();
  }

  /** Answers requests of this name once their body fits the schema. */
  protected answer<Body>(
    name: string,
    schema: ZodType<Body>,
    reply: (client: Client, body: Body) => object | Promise<object>,
  ): void {
    this.#requests.add(name);
    const answerer: Answerer = (client, message) => {
      const parsed = schema.safeParse(message);
      if (!parsed.success) return refuse('bad-message', firstIssue(parsed.error));
      return reply(client, parsed.data);
    };
    const handler = (client: Client, message: never): Promise<object> => {
      this.#wasAnswered = true;
      return this.#reply(client, answerer, message);
    };
    // The declared type says void; what a handler returns is the reply (@colyseus/core RoomMessages.onRequest).
    this.onMessage(name, handler as (client: Client, message: never) => void);
  }

  /** The person must know why; the connection ends for good, without the SDK coming back by itself. */
  protected dismiss(client: Client, notice: Notice): void {
    client.send('notice', notice);
    client.leave(CloseCode.CONSENTED, notice.code);
  }

  async #reply(client: Client, answerer: Answerer, message: never): Promise<object> {
    try {
      const reply = (await answerer(client, message)) as Refusal | { ok: true };
      if (!reply.ok) this.#countRefusal(client, reply.code);
      return reply;
    } catch (error) {
      this.#services.monitor.failed(error, this.roomId);
      return refuse('internal', 'the server made a mistake; nothing was changed');
    }
  }

  #countRefusal(client: Client, code: RefusalCode): void {
    this.#services.monitor.refused(code);
    if (!this.#limitOf(client).refused(this.#services.clock.now())) return;
    this.dismiss(client, { code: 'expelled', message: 'This client sent too much that was refused.' });
  }

  #limitOf(client: Client): RateLimit {
    const known = this.#limits.get(client);
    if (known) return known;
    const limit = new RateLimit(this.#services.limits, this.#services.clock.now());
    this.#limits.set(client, limit);
    return limit;
  }

  /**
   * Colyseus decodes frames outside of any try, and closes the connection of whoever sends a message without
   * a handler; this stands before it. It overrides a private method, looked up at each join, which is why
   * the version is pinned and the tests send every kind of frame.
   */
  #guardFrames(): void {
    const room = this as unknown as { _onMessage: (client: RoomClient, frame: Buffer) => void };
    const deliver = room._onMessage.bind(this);
    room._onMessage = (client, frame) => {
      const kind = (frame[0] ?? 0) & KIND_BITS;
      if (kind === Protocol.JOIN_ROOM || kind === Protocol.LEAVE_ROOM || kind === Protocol.PING) {
        if (this.#limitOf(client).allows(this.#services.clock.now())) deliver(client, frame);
        return;
      }
      const request = kind === Protocol.ROOM_REQUEST ? requestOf(frame) : undefined;
      const refusal = this.#frameRefusal(client, request);
      if (refusal) {
        this.#refuseFrame(client, request, refusal);
        return;
      }
      this.#wasAnswered = false;
      try {
        deliver(client, frame);
      } catch (error) {
        this.#services.monitor.failed(error, this.roomId);
      }
      if (!this.#wasAnswered) this.#countRefusal(client, 'bad-message');
    };
  }

  #frameRefusal(client: Client, request: RequestHead | undefined): Refusal | undefined {
    if (!this.#limitOf(client).allows(this.#services.clock.now()))
      return refuse('too-fast', `expected at most ${this.#services.limits.perSecond} messages a second`);
    if (!request || !this.#requests.has(request.name))
      return refuse('bad-message', `expected a request (${[...this.#requests].join(', ')})`);
    return undefined;
  }

  #refuseFrame(client: RoomClient, request: RequestHead | undefined, refusal: Refusal): void {
    if (request) {
      const status = ResponseStatus.OK;
      client.enqueueRaw(getMessageBytes[Protocol.ROOM_RESPONSE](request.id, status, refusal));
    }
    this.#countRefusal(client, refusal.code);
  }
}

interface RequestHead {
  readonly id: number;
  readonly name: string;
}

/** Names are short and ASCII: one byte of message pack that holds the length, then the letters. */
const SHORT_TEXT = 0xa0;
const SHORT_TEXT_LENGTH = 0x1f;

/** Number and name of a request frame; undefined if it does not even hold those. */
function requestOf(frame: Buffer): RequestHead | undefined {
  const cursor = { offset: 1 };
  try {
    const id = decode.number(frame, cursor);
    const head = frame[cursor.offset] ?? 0;
    if (!Number.isSafeInteger(id) || (head & ~SHORT_TEXT_LENGTH) !== SHORT_TEXT) return undefined;
    // Colyseus' own decoder complains on the console about bytes that are no UTF-8.
    const start = cursor.offset + 1;
    return { id, name: frame.toString('latin1', start, start + (head & SHORT_TEXT_LENGTH)) };
  } catch {
    // A frame cut short: the caller refuses it.
    return undefined;
  }
}

/** Refuses a join. The SDK's promise rejects with this code and message. */
export function joinError(refusal: Refusal): ServerError {
  const status: Partial<Record<RefusalCode, number>> = {
    'unknown-participant': 401,
    'not-allowed': 403,
    'not-found': 404,
    full: 409,
    draining: 503,
    storage: 503,
    internal: 500,
  };
  return new ServerError(status[refusal.code] ?? 400, `${refusal.code}: ${refusal.message}`);
}
