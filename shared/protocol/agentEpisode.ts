/** Recorded games of agents are no episodes of the server's store; their ids tell them apart. */
const AGENT_EPISODE = 'agent-';

/** Id of the recorded game of an agent.  @param checkpoint its id, or the first digits */
export function agentEpisode(checkpoint: string): string {
  return `${AGENT_EPISODE}${checkpoint}`;
}

/** Where the log of an episode is, of a store's or an agent's. */
export function logAddress(episode: string): string {
  if (!episode.startsWith(AGENT_EPISODE)) return `/api/episodes/${encodeURIComponent(episode)}`;
  return `/api/agents/${encodeURIComponent(episode.slice(AGENT_EPISODE.length))}/replay`;
}
