import express, { type Express } from 'express';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExportFiles } from './sources/exportFiles.ts';

const PAGE = fileURLToPath(new URL('page', import.meta.url));

/**
 * The page of operations. It holds nothing: what it shows comes through the channel, which asks for the password. Files
 * of exports are for who has a ticket, which comes through the channel too.
 */
export function mountOpsPage(app: Express, exports?: ExportFiles): void {
  const { resolve } = createRequire(import.meta.url);
  const plots = join(dirname(resolve('uplot/package.json')), 'dist');
  const borrowed = {
    'socket.io.js': resolve('socket.io-client/dist/socket.io.js'),
    'uPlot.js': join(plots, 'uPlot.esm.js'),
    'uPlot.css': join(plots, 'uPlot.min.css'),
  };
  for (const [name, file] of Object.entries(borrowed)) {
    app.get(`/ops/${name}`, (_request, response) => response.sendFile(file));
  }
  app.get('/ops/files/:ticket/:name', (request, response) => {
    const { ticket, name } = request.params;
    const file = exports?.fileOf(ticket, name);
    if (file === undefined)
      response.status(404).type('text').send('This link has run out: open it anew in /ops.\n');
    else response.download(file, name);
  });
  app.use('/ops', express.static(PAGE));
}
