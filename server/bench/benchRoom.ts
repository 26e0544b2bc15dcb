import { Agent, request } from 'node:http';
import { isJoin, JOINED, PING } from './frames.ts';
import type { Latencies } from './latencies.ts';
import type { Place } from './loadMessages.ts';
import { WireClient } from './wireClient.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** What a scenario does with its clients. `beat` comes every 100 ms, at a phase of the room's own. */
export interface BenchRoom {
  beat(): void;
  readonly closed: number;
  latencies: Latencies | undefined;
}

/** Milliseconds of the epoch, as the server's clock counts them. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Takes a place: reserves it over HTTP, opens the socket, confirms the join. */
export async function join(
  port: number,
  place: Place,
  onFrame: (frame: Buffer) => void,
): Promise<WireClient> {
  const { processId, roomId, sessionId } = await reserve(port, place);
  let confirm: () => void = () => undefined;
  const joined = new Promise<void>((resolve) => (confirm = resolve));
  const client = await WireClient.connect(port, `/${processId}/${roomId}?sessionId=${sessionId}`, (frame) => {
    if (isJoin(frame)) confirm();
    else onFrame(frame);
  });
  await joined;
  client.send(JOINED);
  return client;
}

interface Reservation {
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
}

function reserve(port: number, { roomName, roomId, options }: Place): Promise<Reservation> {
  const path = `/matchmake/joinById/${roomId}`;
  return new Promise((resolve, reject) => {
    const post = request(
      {
        host: '127.0.0.1',
        port,
        path,
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(JSON.parse(text) as Reservation);
          else
            reject(
              new Error(`expected a seat in ${roomName} ${roomId}, got ${response.statusCode}: ${text}`),
            );
        });
      },
    );
    post.on('error', reject);
    post.end(JSON.stringify(options));
  });
}

/** Every second a client also pings, as real ones do every two. */
export function pingNow(clients: readonly WireClient[]): void {
  for (const client of clients) client.send(PING);
}
