import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';

/** Larger than any join. */
const MAX_BYTES = 8 * 1024;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Reads the bodies of matchmaking requests before Colyseus does, which has no limit for them and writes a
 * stack trace for each that is no JSON. Express and socket.io guard their own. Call it when all listeners
 * are there: it takes their place and passes on to them.
 */
export function guardBodies(http: HttpServer): void {
  const listeners = http.listeners('request') as Listener[];
  const deliver: Listener = (request, response) => {
    for (const listener of listeners) listener.call(http, request, response);
  };
  http.removeAllListeners('request');
  http.on('request', (request: IncomingMessage & { body?: unknown }, response) => {
    if (hasOwnGuard(request)) {
      deliver(request, response);
      return;
    }
    readBody(request, (body) => {
      const options = body === undefined ? undefined : parseOptions(body);
      if (options === undefined) {
        refuse(request, response);
        return;
      }
      // Colyseus takes a body that has been read already.
      request.body = options;
      deliver(request, response);
    });
  });
}

function hasOwnGuard({ method, url }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true;
  return url !== undefined && (url.startsWith('/api/') || url.startsWith('/socket.io/'));
}

/** Calls back once with the text, or with undefined if it is too long. Not at all if the client goes away. */
function readBody(request: IncomingMessage, done: (body: string | undefined) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) chunks.push(chunk);
    else if (bytes - chunk.length <= MAX_BYTES) done(undefined);
  });
  request.on('end', () => {
    if (bytes <= MAX_BYTES) done(Buffer.concat(chunks).toString('utf8'));
  });
  request.on('error', () => undefined);
}

function parseOptions(text: string): object | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** In the form in which Colyseus refuses a join. */
function refuse(request: IncomingMessage, response: ServerResponse): void {
  const error = `bad-message: expected a JSON object of at most ${MAX_BYTES} bytes`;
  response.writeHead(400, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ code: 400, error }), () => request.destroy());
}
