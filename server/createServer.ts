import { defineRoom, defineServer, matchMaker, type Server } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../shared/clock.ts';
import type { LogEvent } from '../shared/log/events.ts';
import type { Health } from '../shared/protocol/http.ts';
import { LOBBY_ROOM } from '../shared/protocol/lobby.ts';
import { TABLE_ROOM } from '../shared/protocol/table.ts';
import { guardBodies } from './http/guardBodies.ts';
import { Participants } from './http/participants.ts';
import { mountRoutes } from './http/routes.ts';
import { mountOpsPage } from './ops/mountOps.ts';
import type { OpsDesk } from './ops/opsDesk.ts';
import { OpsHistory } from './ops/opsHistory.ts';
import { OpsChannel } from './ops/opsChannel.ts';
import { opsStatus } from './ops/opsStatus.ts';
import { Monitor } from './ops/monitor.ts';
import type { Programs } from './players/program.ts';
import { LobbyRoom } from './rooms/lobbyRoom.ts';
import type { RateLimits } from './rooms/rateLimit.ts';
import { TableRoom, type TableRoomServices } from './rooms/tableRoom.ts';
import { Tables } from './rooms/tables.ts';
import { DurableLog } from './session/durableLog.ts';
import { isHere } from './session/seat.ts';
import type { ResearchStore } from './storage/store.ts';

export interface ArenaOptions {
  readonly port: number;
  readonly host: string;
  readonly store: ResearchStore;
  readonly clock: Clock;
  readonly programs: Programs;
  readonly codeVersion: string;
  readonly clientFolder: string;
  readonly offerAfterMs: number;
  readonly emptyTableMs: number;
  readonly maxTables: number;
  /** Left out: ten seconds. */
  readonly gatherMs?: number;
  readonly limits: RateLimits;
  readonly opsPassword: string;
  /** Who answers researchers; left out: nobody does, and they see what happens in rooms only. */
  readonly opsDesk?: OpsDesk;
  readonly onOpsLogin: (accepted: boolean, address: string) => void;
  /** Where Colyseus writes. */
  readonly colyseusLogger: object;
  readonly onError: (error: unknown, where: string) => void;
  /** Gets what happens at all tables, as the research log does. */
  readonly onEvents?: (events: readonly LogEvent[]) => void;
}

/** Larger than any request of the protocol; a bigger frame closes the connection. */
const MAX_FRAME_BYTES = 16 * 1024;

/** Long enough for friends who click one after the other, short enough for somebody alone. */
const GATHER_MS = 10_000;

const DRAIN_POLL_MS = 50;
const GOODBYE_MS = 1000;

/**
 * The arena on one port: Express, Colyseus and socket.io. One per process, because Colyseus' matchmaker is.
 */
export class Arena {
  readonly tables: Tables;
  readonly monitor: Monitor;
  readonly #options: ArenaOptions;
  readonly #http: HttpServer = createHttpServer();
  readonly #sockets = new Set<Socket>();
  readonly #log: DurableLog;
  readonly #history = new OpsHistory();
  #server: Server | undefined;
  #ops: OpsChannel | undefined;

  constructor(options: ArenaOptions) {
    this.#options = options;
    const { store, clock } = options;
    this.#log = new DurableLog(store, clock, options.onEvents ? { onEvents: options.onEvents } : {});
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.tables = new Tables({
      programs: options.programs,
      isStorageFailing: () => this.#log.failing,
      maxTables: options.maxTables,
      gatherMs: options.gatherMs ?? GATHER_MS,
    });
    this.monitor = new Monitor({ clock, onFailure: options.onError, live: () => this.#live() });
  }

  /** @throws Error with code EADDRINUSE if the port is taken */
  async listen(): Promise<void> {
    const { port, host } = this.#options;
    const server = this.#createServer();
    this.#server = server;
    matchMaker.controller.exposedMethods = ['joinById', 'joinOrCreate'];
    // The client comes from this very port; nobody else's pages have business here.
    matchMaker.controller.DEFAULT_CORS_HEADERS = {} as typeof matchMaker.controller.DEFAULT_CORS_HEADERS;
    matchMaker.controller.getCorsHeaders = () => ({});
    await listening(this.#http, () => server.listen(port, host));
    this.#ops = new OpsChannel({
      http: this.#http,
      clock: this.#options.clock,
      password: this.#options.opsPassword,
      status: () => opsStatus(this.monitor, this.tables.all(), this.tables.draining),
      onSecond: () => {
        this.monitor.turnPage();
        const { tables, people } = this.#live();
        this.#history.add(this.monitor.figures(), { rooms: tables, people });
      },
      history: () => this.#history.samples,
      answer: async (...question) =>
        (await this.#options.opsDesk?.answer(...question)) ?? {
          ok: false,
          message: 'this server has nobody who answers',
        },
      onLogin: this.#options.onOpsLogin,
    });
    guardBodies(this.#http);
    await matchMaker.createRoom(LOBBY_ROOM, {});
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    const { host } = this.#options;
    const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
    return `http://${name}:${this.port}`;
  }

  health(): Health {
    const status = this.tables.draining ? 'draining' : this.#log.failing ? 'storage-failing' : 'ok';
    return {
      status,
      codeVersion: this.#options.codeVersion,
      uptimeSeconds: Math.round(this.monitor.uptimeSeconds),
    };
  }

  /** No new episodes; resolves when the running ones have ended, or were ended after `patienceMs`. */
  async drain(patienceMs: number): Promise<void> {
    const running = () => [...this.tables.all()].filter((table) => table.phase === 'playing');
    this.tables.drain();
    const deadline = this.#options.clock.now() + patienceMs;
    while (running().length > 0 && this.#options.clock.now() < deadline) {
      await new Promise<void>((resolve) => void this.#options.clock.after(DRAIN_POLL_MS, resolve));
    }
    await Promise.all(running().map((table) => table.end('drained')));
    await this.#options.store.durable();
  }

  /** Ends all connections and frees the port. Everything that matters is in the store by then. */
  async close(): Promise<void> {
    this.#ops?.close();
    // Last words need time to arrive: a socket that is destroyed may take them along. But whoever does not
    // answer a goodbye is not waited for.
    const impatience = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, GOODBYE_MS);
    await this.#server?.gracefullyShutdown(false);
    // Colyseus leaves a timer of a second behind, which writes down how many rooms there are; this clears it.
    matchMaker.stats.reset();
    this.monitor.stop();
    await new Promise<void>((resolve) => {
      this.#http.close(() => resolve());
      this.#http.closeIdleConnections();
    });
    clearTimeout(impatience);
  }

  #createServer() {
    const { store, clock, programs, codeVersion, clientFolder, limits, onError, offerAfterMs, emptyTableMs } =
      this.#options;
    const participants = new Participants(store, clock);
    const services: TableRoomServices = {
      clock,
      programs,
      codeVersion,
      limits,
      offerAfterMs,
      emptyTableMs,
      log: this.#log,
      monitor: this.monitor,
      tables: this.tables,
      identities: participants,
      newSeed: () => randomInt(2 ** 48 - 1),
      newEpisodeId: () => `e-${randomBytes(9).toString('base64url')}`,
    };
    const transport = new WebSocketTransport({ noServer: true, maxPayload: MAX_FRAME_BYTES });
    transport.attachToServer(this.#http, { filter: ({ url }) => !(url ?? '').startsWith('/socket.io/') });
    const server = defineServer({
      rooms: {
        [LOBBY_ROOM]: defineRoom(lobbyClass(services)),
        [TABLE_ROOM]: defineRoom(tableClass(services)),
      },
      transport,
      greet: false,
      logger: this.#options.colyseusLogger,
      gracefullyShutdown: false,
      express: (app) =>
        mountRoutes(app as never, {
          clock,
          store,
          programs,
          participants,
          codeVersion,
          clientFolder,
          health: () => this.health(),
          metrics: async () => ({
            contentType: this.monitor.registry.contentType,
            text: await this.monitor.registry.metrics(),
          }),
          onError: (error) => onError(error, 'http'),
          shownEpisode: (id) => this.#options.opsDesk?.shown(id) ?? [],
          mountOps: (app) => mountOpsPage(app, this.#options.opsDesk?.exports),
        }),
    });
    return server as unknown as Server;
  }

  #live() {
    let tables = 0;
    let people = 0;
    for (const table of this.tables.all()) {
      tables += 1;
      people += table.seats.filter(isHere).length;
    }
    const inferenceRestarts = this.#options.programs.agents?.restarts ?? 0;
    return { tables, people, pendingEvents: 0, inferenceRestarts };
  }
}

/** Colyseus makes rooms without arguments. */
function lobbyClass(services: TableRoomServices) {
  return class Lobby extends LobbyRoom {
    constructor() {
      super(services);
    }
    static override async onAuth(_token: string, options: unknown): Promise<unknown> {
      return LobbyRoom.check(services, options);
    }
  };
}

function tableClass(services: TableRoomServices) {
  return class Table extends TableRoom {
    constructor() {
      super(services);
    }
    static override async onAuth(_token: string, options: unknown): Promise<unknown> {
      return TableRoom.check(services, options);
    }
  };
}

/** A port that is taken arrives as an event, not as a rejection. */
function listening(http: HttpServer, listen: () => Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    listen().then(() => {
      http.off('error', reject);
      resolve();
    }, reject);
  });
}
