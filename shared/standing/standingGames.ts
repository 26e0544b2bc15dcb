import type { EpisodeEnded, EpisodeStarted } from '../log/events.ts';
import { simulatedLabel } from '../simulated.ts';

/** A game of a standing exploiter against agents, as the log has it. */
export interface StandingGame {
  readonly game: string;
  readonly episode: string;
  /** Name of the exploiter. */
  readonly exploiter: string;
  /** Id of the checkpoint that had all other seats. */
  readonly agent: string;
  /** When it ended: milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  /** Games of two seats: reward per step; others: return. The agent's is the mean over its seats. */
  readonly exploiterIncome: number;
  readonly agentIncome: number;
}

const LABEL = 'exploiter:';

/**
 * @param start, end of one episode
 * @returns undefined for an episode that says nothing: nobody attacked, it was not played to its end, or the other seats
 * were not one agent's
 */
export function standingGame(start: EpisodeStarted, end: EpisodeEnded): StandingGame | undefined {
  if (end.steps === 0 || (end.reason !== 'terminated' && end.reason !== 'truncated')) return undefined;
  const [exploiter, ...more] = start.occupants.filter(({ controller }) => exploiterName(controller.id));
  const others = start.occupants.filter((occupant) => occupant !== exploiter);
  const versions = new Set(others.map(({ controller }) => controller.version));
  const [agent] = versions;
  const areAgents = others.every(({ controller }) => controller.kind === 'agent');
  if (!exploiter || more.length > 0 || !areAgents || versions.size !== 1 || typeof agent !== 'string')
    return undefined;
  const scale = end.returns.length === 2 ? end.steps : 1;
  const incomeOf = (seat: number): number => (end.returns[seat] ?? 0) / scale;
  return {
    game: start.game,
    episode: start.episode,
    exploiter: exploiterName(exploiter.controller.id) ?? '',
    agent,
    at: end.at,
    exploiterIncome: incomeOf(exploiter.seat),
    agentIncome: others.reduce((sum, { seat }) => sum + incomeOf(seat), 0) / others.length,
  };
}

function exploiterName(participant: string): string | undefined {
  const label = simulatedLabel(participant);
  return label?.startsWith(LABEL) ? label.slice(LABEL.length) : undefined;
}
