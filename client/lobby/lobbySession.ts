import type { Clock } from '../../shared/clock.ts';
import type { LobbyInfo, LobbyRequestName, TableReply } from '../../shared/protocol/lobby.ts';
import {
  KeptConnection,
  type ConnectionState,
  type JoinOutcome,
  type RequestOutcome,
} from '../net/keptConnection.ts';
import { ServerClock } from '../net/serverClock.ts';
import { Store } from '../ui/store.ts';

export interface LobbyState {
  readonly connection: ConnectionState;
  readonly lobby: LobbyInfo | null;
}

/** The lobby, live. */
export class LobbySession {
  readonly state = new Store<LobbyState>({ connection: { kind: 'connecting' }, lobby: null });
  readonly serverClock: ServerClock;
  readonly #connection: KeptConnection;

  constructor({ join, clock }: { readonly join: () => Promise<JoinOutcome>; readonly clock: Clock }) {
    this.serverClock = new ServerClock(() => clock.now());
    this.#connection = new KeptConnection({
      join,
      clock,
      serverClock: this.serverClock,
      onState: (connection) => this.state.set({ ...this.state.value, connection }),
      onMessage: (name, body) => {
        if (name !== 'lobby') return;
        const lobby = body as LobbyInfo;
        this.serverClock.addMessage(lobby.serverTime);
        this.state.set({ ...this.state.value, lobby });
      },
    });
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#connection.stop();
  }

  wake(): void {
    this.#connection.wake();
  }

  request(name: LobbyRequestName, body: object): Promise<RequestOutcome<TableReply>> {
    return this.#connection.request<TableReply>(name, body);
  }
}
