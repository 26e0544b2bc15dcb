import type { Episode } from '../../shared/episode.ts';
import type { AnyGame } from '../../shared/game.ts';
import {
  LOG_SCHEMA,
  type ControllerTag,
  type DecisionEvent,
  type LogEvent,
} from '../../shared/log/events.ts';
import type { Choice } from '../../shared/player.ts';
import type { ResolvedPlayer } from '../players/resolvePlayers.ts';
import type { EpisodeRecorder } from './simulate.ts';

export interface EpisodeLogOptions {
  readonly game: AnyGame;
  readonly params: unknown;
  readonly seats: readonly ResolvedPlayer[];
  readonly steps?: number;
  readonly codeVersion: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly newEpisodeId: () => string;
  readonly write: (event: LogEvent) => void;
}

/** Writes simulated episodes as the research log that rooms write, so that `replay` and `export` read both. */
export function episodeLog(options: EpisodeLogOptions): EpisodeRecorder {
  const { game, params, seats, codeVersion, now, write } = options;
  let id = '';
  return {
    started(episode: Episode) {
      id = options.newEpisodeId();
      write({
        kind: 'episode.started',
        schema: LOG_SCHEMA,
        episode: id,
        game: game.id,
        params,
        rulesVersion: game.rulesVersion,
        seed: episode.seed,
        steps: options.steps ?? null,
        codeVersion,
        occupants: seats.map(({ controller }, seat) => ({ seat, controller })),
        condition: { simulated: true },
        at: now(),
      });
    },
    stepped(choices, { step, rewards }, episode) {
      const at = now();
      choices.forEach((choice, seat) => {
        const { controller } = seats[seat] as ResolvedPlayer;
        write(decisionEvent({ episode: id, step, seat, controller, choice, at }));
      });
      const returns = [...episode.returns];
      write({ kind: 'rewards', episode: id, step, rewards: [...rewards], returns, at });
    },
    ended(episode, reason) {
      const returns = [...episode.returns];
      write({ kind: 'episode.ended', episode: id, steps: episode.step, reason, returns, at: now() });
    },
  };
}

interface DecisionInput {
  readonly episode: string;
  readonly step: number;
  readonly seat: number;
  readonly controller: ControllerTag;
  readonly choice: Choice;
  readonly at: number;
}

function decisionEvent({ choice, at, ...where }: DecisionInput): DecisionEvent {
  const { action, probabilities, value } = choice;
  return {
    kind: 'decision',
    ...where,
    action: typeof action === 'number' ? action : [...action],
    source: 'script',
    tShown: null,
    tInput: null,
    tServer: at,
    roundTripMs: null,
    flags: [],
    ...(probabilities && { probabilities: [...probabilities] }),
    ...(value !== undefined && { value }),
  };
}
