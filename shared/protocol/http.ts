/** Bodies of the HTTP interface. Errors are { error: { code, message } } with a fitting status. */
import { z } from 'zod';
import { SIMULATED_LABEL } from '../simulated.ts';
import type { PlayerOffer } from './table.ts';

/** Body of POST /api/participants; nothing at all is as good as {}. */
export const newParticipantSchema = z.strictObject({
  /** No person but a program, and what it calls itself: such participants are never counted as people. */
  simulated: z.string().regex(SIMULATED_LABEL).optional(),
});

/** POST /api/participants -> a new random identity. The secret proves it and never leaves the browser otherwise. */
export interface ParticipantCreated {
  readonly participant: string;
  readonly secret: string;
}

/** POST /api/participants/consent -> 204. Append-only: the last answer counts. */
export const consentSchema = z.strictObject({
  secret: z.string().max(100),
  given: z.boolean(),
  textVersion: z.string().max(40),
});
export type Consent = z.infer<typeof consentSchema>;

/** GET /api/catalogue: what this server offers beyond what the shared rules say. */
export interface Catalogue {
  readonly protocol: number;
  readonly codeVersion: string;
  readonly games: readonly CatalogueGame[];
  readonly consent: { readonly textVersion: string; readonly text: string };
}

export interface CatalogueGame {
  readonly id: string;
  readonly players: readonly PlayerOffer[];
  /** Reference of the friendly program in the guided game. */
  readonly guide: string;
}

// GET /api/agents/:id/card -> the model card of a trained agent, Markdown as plain text.   `id`: its checkpoint's.
// GET /api/agents/:id/replay -> one recorded game of that agent, a log as JSON lines (application/x-ndjson).
// GET /api/agents/:id/plots/:name.svg -> a plot that the card names as plots/NAME.svg.
// GET /api/episodes/:id -> the episode's log as JSON lines (application/x-ndjson); 409 while it runs.
// GET /health -> Health; 503 while draining.   GET /metrics -> Prometheus text.
export interface Health {
  readonly status: 'ok' | 'draining' | 'storage-failing';
  readonly codeVersion: string;
  readonly uptimeSeconds: number;
}
