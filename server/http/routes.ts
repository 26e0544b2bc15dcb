import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import helmet from 'helmet';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { GAME_IDS } from '../../shared/games/registry.ts';
import {
  consentSchema,
  newParticipantSchema,
  type Catalogue,
  type Health,
} from '../../shared/protocol/http.ts';
import type { LogEvent } from '../../shared/log/events.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/reply.ts';
import type { Programs } from '../players/program.ts';
import { firstIssue } from '../session/tableSpec.ts';
import { StorageFailed } from '../session/durableLog.ts';
import type { ResearchStore } from '../storage/store.ts';
import { blindLog } from './blindLog.ts';
import { CONSENT } from './consentText.ts';
import type { Participants } from './participants.ts';
import { perAddress } from './perAddress.ts';

export interface RouteServices {
  readonly clock: Clock;
  readonly store: ResearchStore;
  readonly programs: Programs;
  readonly participants: Participants;
  readonly codeVersion: string;
  readonly health: () => Health;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly onError: (error: unknown) => void;
  /** Folder of the built client. */
  readonly clientFolder: string;
  /** The log of an episode that stands in no store: one that researchers had played to look at it. */
  readonly shownEpisode: (id: string) => readonly LogEvent[];
  /** Mounts what operations need, before the client's pages. */
  readonly mountOps: (app: Express) => void;
}

/** All of HTTP: the small interface, operations, and the client's files. */
export function mountRoutes(app: Express, services: RouteServices): void {
  app.disable('x-powered-by');
  app.use(securityHeaders());
  app.use(compression());
  mountApi(app, services);
  mountHealth(app, services);
  services.mountOps(app);
  mountClient(app, services.clientFolder);
  app.use(answerErrors(services.onError));
}

function mountApi(app: Express, services: RouteServices): void {
  const { participants, store } = services;
  const json = express.json({ limit: '4kb' });
  app.post(
    '/api/participants',
    perAddress(services.clock, { perSecond: 5, burst: 200 }),
    json,
    (request, response) => answerNewParticipant(participants, request.body, response),
  );
  app.post('/api/participants/consent', json, (request, response) =>
    answerConsent(participants, request.body, response),
  );
  app.get('/api/catalogue', (_request, response) => answerCatalogue(services, response));
  app.get('/api/agents/:id/card', (request, response) =>
    answerCard(services.programs, request.params.id, response),
  );
  app.get('/api/agents/:id/replay', (request, response) =>
    answerReplay(services.programs, request.params.id, response),
  );
  app.get('/api/agents/:id/plots/:name.svg', (request, response) =>
    answerPlot(services.programs, request.params, response),
  );
  app.get('/api/episodes/:id', (request, response) => {
    const { id } = request.params;
    const shown = services.shownEpisode(id);
    const events = shown.length > 0 ? shown : store.episodeEvents(id);
    if (events.length === 0) return sendError(response, 404, 'not-found', 'there is no such episode');
    if (!events.some(({ kind }) => kind === 'episode.ended'))
      return sendError(response, 409, 'not-allowed', 'the episode is still running');
    response.type('application/x-ndjson');
    return void response.send(
      blindLog(events)
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    );
  });
  app.use('/api', (_request, response) => sendError(response, 404, 'not-found', 'there is no such address'));
}

async function answerNewParticipant(
  participants: Participants,
  body: unknown,
  response: Response,
): Promise<void> {
  const parsed = newParticipantSchema.safeParse(body ?? {});
  if (!parsed.success) return sendError(response, 400, 'bad-message', firstIssue(parsed.error));
  response.status(201).json(await participants.create(parsed.data.simulated));
}

async function answerConsent(participants: Participants, body: unknown, response: Response): Promise<void> {
  const parsed = consentSchema.safeParse(body);
  if (!parsed.success) return sendError(response, 400, 'bad-message', firstIssue(parsed.error));
  if (await participants.consent(parsed.data)) return void response.status(204).end();
  return sendError(response, 401, 'unknown-participant', 'nobody has this secret here');
}

async function answerCatalogue(services: RouteServices, response: Response): Promise<void> {
  await services.programs.agents?.refresh();
  response.json(catalogueOf(services));
}

/** As plain text: browsers show it, where Markdown would be downloaded. */
async function answerCard({ agents }: Programs, id: string, response: Response): Promise<void> {
  const card = await agents?.card(id);
  if (card === undefined) return sendError(response, 404, 'not-found', 'there is no such agent');
  response.type('text/plain').send(card);
}

async function answerReplay({ agents }: Programs, id: string, response: Response): Promise<void> {
  const log = await agents?.replay(id);
  if (log === undefined) return sendError(response, 404, 'not-found', 'there is no such recorded game');
  response.type('application/x-ndjson').send(log);
}

async function answerPlot(
  { agents }: Programs,
  { id, name }: { readonly id: string; readonly name: string },
  response: Response,
): Promise<void> {
  const plot = await agents?.plot(id, name);
  if (plot === undefined) return sendError(response, 404, 'not-found', 'there is no such plot');
  // Somebody may have trained this agent elsewhere: a picture, whatever else its file may hold.
  response.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.type('image/svg+xml').send(plot);
}

function catalogueOf({ programs, codeVersion }: RouteServices): Catalogue {
  return {
    protocol: PROTOCOL_VERSION,
    codeVersion,
    games: GAME_IDS.map((id) => ({ id, players: programs.offers(id), guide: programs.guide(id).ref })),
    consent: CONSENT,
  };
}

function mountHealth(app: Express, { health, metrics }: RouteServices): void {
  app.get('/health', (_request, response) => {
    const report = health();
    response.status(report.status === 'ok' ? 200 : 503).json(report);
  });
  app.get('/metrics', async (_request, response) => {
    const { contentType, text } = await metrics();
    response.set('content-type', contentType).send(text);
  });
}

/** Hashed assets are kept for ever; every other address is a page of the client. */
function mountClient(app: Express, folder: string): void {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) {
    app.use((_request, response) => {
      response.status(503).type('text').send('The client is not built. Run: npm run build\n');
    });
    return;
  }
  app.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(folder, { index: false }));
  app.get('/{*path}', (_request, response) => {
    response.set('cache-control', 'no-cache').sendFile(page);
  });
}

function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: true,
      directives: {
        'default-src': ["'self'"],
        // WebAssembly of the tensor library; Pixi runs without eval (pixi.js/unsafe-eval).
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'worker-src': ["'self'", 'blob:'],
        'img-src': ["'self'", 'data:', 'blob:'],
        'style-src': ["'self'", "'unsafe-inline'"],
        // 'self' does not cover websockets in every browser.
        'connect-src': ["'self'", 'ws:', 'wss:', 'data:', 'blob:'],
        'upgrade-insecure-requests': null,
      },
    },
    // Plain HTTP in a laboratory's network must keep working.
    strictTransportSecurity: false,
  });
}

function sendError(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ error: { code, message } });
}

function answerErrors(onError: (error: unknown) => void): ErrorRequestHandler {
  // Express tells error handlers by their four parameters.
  return (error: unknown, _request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) onError(error);
    if (response.headersSent) return void response.end();
    if (status === 404) return sendError(response, 404, 'not-found', 'there is no such address');
    if (status < 500) return sendError(response, status, 'bad-message', 'expected a small JSON body');
    const code =
      error instanceof StorageFailed || (error as Error).name === 'StorageError' ? 'storage' : 'internal';
    return sendError(response, code === 'storage' ? 503 : 500, code, 'the server could not do that');
  };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 600 ? status : 500;
}
