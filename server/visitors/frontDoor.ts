import { Client, type Room } from '@colyseus/sdk';
import {
  newParticipantSchema,
  type Catalogue,
  type Consent,
  type ParticipantCreated,
} from '../../shared/protocol/http.ts';
import {
  LOBBY_ROOM,
  type LobbyRequestName,
  type TableReply,
  type TableSetupInput,
} from '../../shared/protocol/lobby.ts';
import { PROTOCOL_VERSION, type Reply } from '../../shared/protocol/reply.ts';

/** The server refused, and said why; `code` is a RefusalCode, or an HTTP status as text. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const REQUEST_TIMEOUT_MS = 10_000;

/**
 * A running server as a browser has it: HTTP, the lobby, tables. Everybody who comes in here is marked as simulated.
 * @see shared/simulated.ts
 */
export class FrontDoor {
  readonly #url: string;
  readonly #client: Client;

  /** @param url such as http://localhost:2567 */
  constructor(url: string) {
    this.#url = url.replace(/\/$/, '');
    this.#client = new Client(this.#url.replace(/^http/, 'ws'));
  }

  /** @throws Refused; TypeError if nobody answers */
  async catalogue(): Promise<Catalogue> {
    return (await this.#answer(await fetch(`${this.#url}/api/catalogue`))) as Catalogue;
  }

  /** A new identity.  @param simulated what it calls itself   @throws Refused; TypeError if nobody answers */
  async arrive(simulated: string): Promise<ParticipantCreated> {
    const response = await fetch(`${this.#url}/api/participants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(newParticipantSchema.parse({ simulated })),
    });
    return (await this.#answer(response)) as ParticipantCreated;
  }

  /** The answer to the consent text.  @throws Refused; TypeError if nobody answers */
  async consent(answer: Consent): Promise<void> {
    const response = await fetch(`${this.#url}/api/participants/consent`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer),
    });
    if (!response.ok) throw new Refused(String(response.status), await response.text());
  }

  quickMatch(secret: string, game: string): Promise<string> {
    return this.#ask(secret, 'quick-match', { game });
  }

  openTable(secret: string, setup: TableSetupInput): Promise<string> {
    return this.#ask(secret, 'open-table', setup);
  }

  /** Takes a seat at a table, or takes it again.  @throws Refused if it is full; else what the SDK throws */
  async sit(secret: string, tableId: string): Promise<Room> {
    const options = { protocol: PROTOCOL_VERSION, secret, as: 'play' };
    try {
      return withoutComingBack(await this.#client.joinById(tableId, options));
    } catch (error) {
      const [, message] = /^full: (.*)$/s.exec(error instanceof Error ? error.message : '') ?? [];
      throw message === undefined ? error : new Refused('full', message);
    }
  }

  async #ask(secret: string, name: LobbyRequestName, body: object): Promise<string> {
    const options = { protocol: PROTOCOL_VERSION, secret };
    const lobby = withoutComingBack(await this.#client.joinOrCreate(LOBBY_ROOM, options));
    lobby.onMessage('*', () => undefined);
    try {
      const reply = (await lobby.request(name, body, { timeout: REQUEST_TIMEOUT_MS })) as Reply<TableReply>;
      if (!reply.ok) throw new Refused(reply.code, reply.message);
      return reply.tableId;
    } finally {
      void lobby.leave();
    }
  }

  async #answer(response: Response): Promise<unknown> {
    if (response.ok) return response.json();
    throw new Refused(String(response.status), await response.text());
  }
}

/** Visitors come back by their secret, as browsers do, and not by the SDK's token. */
function withoutComingBack(room: Room): Room {
  room.reconnection.enabled = false;
  return room;
}
