/** The ceiling of `bench server`: a bare Colyseus room that sends what one client says to everybody in it. */
import { defineRoom, defineServer, matchMaker, Room, type Client } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveBench } from '../bench/serveBench.ts';

class EchoRoom extends Room {
  override autoDispose = false;
  // No state: nothing to patch.
  override patchRate = 2 ** 31 - 1;
  override messages = {
    turn: (_client: Client, message: unknown) => this.broadcast('turn', message),
  };
}

const http = createServer();
const server = defineServer({
  rooms: { echo: defineRoom(EchoRoom) },
  transport: new WebSocketTransport({ server: http }),
  greet: false,
  gracefullyShutdown: false,
});
await server.listen(0, '127.0.0.1');

serveBench((http.address() as AddressInfo).port, async () => {
  const { roomId } = await matchMaker.createRoom('echo', {});
  const place = { roomName: 'echo', roomId, options: {} };
  return [place, place];
});
