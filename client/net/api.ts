import { logAddress } from '../../shared/protocol/agentEpisode.ts';
import type { Catalogue, Consent, ParticipantCreated } from '../../shared/protocol/http.ts';
import { Identity } from './identity.ts';

/** An answer that is not what was asked for. */
export class HttpError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const identity = new Identity({
  // Looked up at each use: reading the property itself may throw where storage is closed.
  storage: {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, value),
    removeItem: (key) => localStorage.removeItem(key),
  },
  create: async () => (await (await call('/api/participants', {})).json()) as ParticipantCreated,
});

export async function fetchCatalogue(): Promise<Catalogue> {
  return (await (await call('/api/catalogue')).json()) as Catalogue;
}

/** @returns the log as JSON lines   @throws HttpError with status 409 while the episode runs, 404 if unknown */
export async function fetchEpisodeLog(episode: string): Promise<string> {
  return (await call(logAddress(episode))).text();
}

/** @returns the card of a trained agent, Markdown   @throws HttpError with status 404 if it is not offered here */
export async function fetchCard(id: string): Promise<string> {
  return (await call(`/api/agents/${encodeURIComponent(id)}/card`)).text();
}

/** Where a plot of that card is. */
export function plotAddress(id: string, name: string): string {
  return `/api/agents/${encodeURIComponent(id)}/plots/${name}.svg`;
}

export async function sendConsent(answer: Omit<Consent, 'secret'>): Promise<void> {
  const { secret } = await identity.get();
  await call('/api/participants/consent', { secret, ...answer });
}

/** GET, or POST if there is a body.  @throws HttpError unless the status is 2xx; TypeError without network */
async function call(path: string, body?: object): Promise<Response> {
  const response = await fetch(
    path,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (response.ok) return response;
  throw new HttpError(response.status, await errorMessage(response));
}

async function errorMessage(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error?: { message?: string } };
    return error?.message ?? response.statusText;
  } catch {
    return response.statusText;
  }
}
