import type { LifeEvent, Stage } from './lifeEvent.ts';
import { livesOf, stageOf, type RegistryState } from './registryState.ts';

/** What becomes a line of the journal when the time is added. */
export type LifeChange = Omit<LifeEvent, 'schema' | 'at'>;

/** Who wants something, and why: both are kept. */
export interface Reason extends Pick<LifeEvent, 'who' | 'why'> {
  readonly evidence?: string | null;
}

export interface AgentOfGame {
  readonly game: string;
  /** Id of the checkpoint. */
  readonly agent: string;
}

/**
 * Moves an agent to another stage.
 * @throws RangeError if that would replace a pinned live agent, or leave none, or if it stands there already
 */
export function move(
  state: RegistryState,
  { game, agent }: AgentOfGame,
  to: Exclude<Stage, 'none'>,
  reason: Reason,
): LifeChange {
  const lives = livesOf(state, game);
  const from = stageOf(lives, agent);
  if (from === to && to !== 'candidate')
    throw new RangeError(`expected an agent that is not ${to} yet, got ${agent}`);
  if (from === 'live' || to === 'live') checkUnpinned(state, game);
  if (from === 'live' && lives.previous.length === 0) {
    throw new RangeError(`expected an earlier live agent of ${game} to go back to, got none`);
  }
  return { ...written(game, agent, reason), what: 'moved', from, to };
}

/**
 * Takes the live agent back: the one before it is live again.
 * @throws RangeError if there is none before it, or the live agent is pinned
 */
export function rollBack(state: RegistryState, game: string, reason: Reason): LifeChange {
  return move(state, { game, agent: liveAgent(state, game) }, 'refused', reason);
}

/**
 * Takes back a live agent that cannot play: the one before it is live again, and where there is none nobody is.
 * @throws RangeError if it is pinned
 */
export function withdraw(state: RegistryState, game: string, reason: Reason): LifeChange {
  const agent = liveAgent(state, game);
  checkUnpinned(state, game);
  return { ...written(game, agent, reason), what: 'moved', from: 'live', to: 'refused' };
}

/** @throws RangeError if it is pinned already or no agent is live */
export function pin(state: RegistryState, game: string, reason: Reason): LifeChange {
  const agent = liveAgent(state, game);
  checkUnpinned(state, game);
  return { ...written(game, agent, reason), what: 'pinned', from: 'live', to: 'live' };
}

/** @throws RangeError if it is not pinned */
export function unpin(state: RegistryState, game: string, reason: Reason): LifeChange {
  const agent = liveAgent(state, game);
  if (livesOf(state, game).pinned === null) {
    throw new RangeError(`expected a pinned live agent of ${game}, got one that is not pinned`);
  }
  return { ...written(game, agent, reason), what: 'unpinned', from: 'live', to: 'live' };
}

/** @throws RangeError if there is none */
function liveAgent(state: RegistryState, game: string): string {
  const { live } = livesOf(state, game);
  if (live !== null) return live.agent;
  throw new RangeError(`expected a live agent of ${game}, got none: no agent of it was released or promoted`);
}

function checkUnpinned(state: RegistryState, game: string): void {
  const { pinned } = livesOf(state, game);
  if (pinned === null) return;
  throw new RangeError(
    `expected a live agent of ${game} that may be replaced, but ${pinned.who} pinned it (${pinned.why}); unpin it first`,
  );
}

function written(game: string, agent: string, { who, why, evidence = null }: Reason) {
  return { game, agent, who, why, evidence };
}
