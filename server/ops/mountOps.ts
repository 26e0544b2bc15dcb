import express, { type Express } from 'express';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('page', import.meta.url));

/** The page of operations. It holds nothing: what it shows comes through the channel, which asks for the password. */
export function mountOpsPage(app: Express): void {
  const socketClient = createRequire(import.meta.url).resolve('socket.io-client/dist/socket.io.js');
  app.get('/ops/socket.io.js', (_request, response) => {
    response.type('js').sendFile(socketClient);
  });
  app.use('/ops', express.static(PAGE));
}
