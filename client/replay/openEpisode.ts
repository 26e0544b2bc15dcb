import type { LogEvent } from '../../shared/log/events.ts';
import { ReplayDivergence } from '../../shared/log/divergence.ts';
import { LogFormatError, parseLog } from '../../shared/log/jsonLines.ts';
import { openReplay, type OpenReplay } from '../../shared/log/openReplay.ts';
import { fetchEpisodeLog, HttpError } from '../net/api.ts';

export type OpenedEpisode =
  | { readonly kind: 'open'; readonly events: readonly LogEvent[]; readonly replay: OpenReplay }
  | { readonly kind: 'running' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'diverged'; readonly why: string }
  | { readonly kind: 'failed' };

/** Fetches a log and simulates it again here, so that what is shown is what the rules give. Never throws. */
export async function openEpisode(episode: string): Promise<OpenedEpisode> {
  try {
    const events = parseLog(await fetchEpisodeLog(episode));
    return { kind: 'open', events, replay: openReplay(events) };
  } catch (error) {
    if (error instanceof HttpError && error.status === 409) return { kind: 'running' };
    if (error instanceof HttpError && error.status === 404) return { kind: 'unknown' };
    if (error instanceof ReplayDivergence || error instanceof LogFormatError)
      return { kind: 'diverged', why: error.message };
    return { kind: 'failed' };
  }
}
