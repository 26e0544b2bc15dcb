import { getMessageBytes, Protocol, type Client, type ClientPrivate } from '@colyseus/core';
import {
  joinLobbySchema,
  lobbyRequests,
  type JoinLobby,
  type LobbyInfo,
} from '../../shared/protocol/lobby.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/reply.ts';
import type { CancelTimer } from '../../shared/clock.ts';
import { GuardedRoom, joinError, type GuardedRoomServices } from './guardedRoom.ts';
import { identify, type Identities } from './identity.ts';
import type { Tables } from './tables.ts';

export interface LobbyRoomServices extends GuardedRoomServices {
  readonly tables: Tables;
  readonly identities: Identities;
}

const UPDATE_EVERY_MS = 500;
/** The longest list that a person can use. */
const MAX_LISTED = 200;

/** The one room where people find tables. Lives as long as the server. */
export class LobbyRoom extends GuardedRoom {
  readonly #services: LobbyRoomServices;
  #stopListening: () => void = () => undefined;
  #cancelUpdate: CancelTimer | undefined;

  constructor(services: LobbyRoomServices) {
    super(services);
    this.#services = services;
    const { tables } = services;
    this.answer('quick-match', lobbyRequests['quick-match'], (client, { game, company }) =>
      tables.quickMatch(participantOf(client), game, company),
    );
    this.answer('open-table', lobbyRequests['open-table'], (client, setup) =>
      tables.open(participantOf(client), setup),
    );
  }

  static check(services: LobbyRoomServices, options: unknown): { readonly participant: string } {
    const identity = identify<JoinLobby>(services.identities, joinLobbySchema, options);
    if (identity.ok) return { participant: identity.participant };
    services.monitor.refused(identity.code);
    throw joinError(identity);
  }

  override onCreate(): void {
    this.#stopListening = this.#services.tables.onChange(() => this.#updateSoon());
  }

  override onJoin(client: Client): void {
    sendTo(client, this.#frame());
    this.#updateSoon();
  }

  override onLeave(): void {
    this.#updateSoon();
  }

  override onDispose(): void {
    this.#stopListening();
    this.#cancelUpdate?.();
  }

  #updateSoon(): void {
    this.#cancelUpdate ??= this.#services.clock.after(UPDATE_EVERY_MS, () => {
      this.#cancelUpdate = undefined;
      if (this.clients.length === 0) return;
      const frame = this.#frame();
      for (const client of this.clients) sendTo(client, frame);
    });
  }

  #frame(): Buffer {
    const summaries = [...this.#services.tables.all()]
      .filter((table) => table.spec.setup.visibility === 'public' && !table.closed)
      .map((table) => table.summary())
      .sort((a, b) => (a.waitingSince ?? Infinity) - (b.waitingSince ?? Infinity));
    const info: LobbyInfo = {
      protocol: PROTOCOL_VERSION,
      people: summaries.reduce((sum, { people }) => sum + people, this.clients.length),
      tables: summaries.slice(0, MAX_LISTED),
      serverTime: this.#services.clock.now(),
    };
    return getMessageBytes.raw(Protocol.ROOM_DATA, 'lobby', info);
  }
}

function sendTo(client: Client, frame: Buffer): void {
  (client as Client & ClientPrivate).enqueueRaw(frame);
}

function participantOf(client: Client): string {
  return (client.auth as { readonly participant: string }).participant;
}
