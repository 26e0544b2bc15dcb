import type { LifeEvent, Stage } from './lifeEvent.ts';

/** An agent in a stage of its life, and how it got there. */
export interface Life extends Pick<LifeEvent, 'agent' | 'who' | 'why' | 'evidence'> {
  /** Milliseconds since 1970-01-01T00:00Z; null: since the installation. */
  readonly since: number | null;
}

/** Every agent of a game that the gate knows. Each stands in one place only. */
export interface GameLives {
  readonly live: Life | null;
  /** Were live until another took their place, the last one last. */
  readonly previous: readonly Life[];
  readonly canary: Life | null;
  readonly shadow: Life | null;
  /** In the order in which they were proposed; those with evidence have passed the offline suite and wait. */
  readonly candidates: readonly Life[];
  /** In the order in which they were refused. */
  readonly refused: readonly Life[];
  /** Nobody may replace the live agent. */
  readonly pinned: Pick<LifeEvent, 'at' | 'who' | 'why'> | null;
}

/** By game. */
export type RegistryState = Readonly<Record<string, GameLives>>;

export const NO_LIVES: GameLives = Object.freeze({
  live: null,
  previous: [],
  canary: null,
  shadow: null,
  candidates: [],
  refused: [],
  pinned: null,
});

/**
 * What the journal comes to. Whoever takes a single place (live, canary, shadow) pushes out who stood there: a live
 * agent becomes the last of the previous ones, others are candidates again. When the live agent leaves its place for
 * another one, the last of the previous agents is live again.
 * @param released by game, id of the agent that is live before anything happens
 */
export function registryState(
  events: readonly LifeEvent[],
  released: Readonly<Record<string, string>> = {},
): RegistryState {
  const games: Record<string, GameLives> = {};
  for (const [game, agent] of Object.entries(released)) {
    const live = {
      agent,
      since: null,
      who: 'installation',
      why: 'released with this version',
      evidence: null,
    };
    games[game] = { ...NO_LIVES, live };
  }
  for (const event of events) games[event.game] = after(games[event.game] ?? NO_LIVES, event);
  return games;
}

export function livesOf(state: RegistryState, game: string): GameLives {
  return state[game] ?? NO_LIVES;
}

/** Where an agent stands in its game. */
export function stageOf(lives: GameLives, agent: string): Stage {
  const is = (life: Life | null): boolean => life?.agent === agent;
  if (is(lives.live)) return 'live';
  if (is(lives.canary)) return 'canary';
  if (is(lives.shadow)) return 'shadow';
  if (lives.candidates.some(is)) return 'candidate';
  if (lives.previous.some(is)) return 'previous';
  return lives.refused.some(is) ? 'refused' : 'none';
}

function after(lives: GameLives, event: LifeEvent): GameLives {
  const { at, agent, who, why, evidence, what, to } = event;
  if (what === 'pinned') return { ...lives, pinned: { at, who, why } };
  if (what === 'unpinned') return { ...lives, pinned: null };
  const wasLive = lives.live?.agent === agent;
  const left = without(lives, agent);
  const placed = place(left, { agent, since: at, who, why, evidence }, to);
  return wasLive && to !== 'live' ? backToPrevious(placed, agent) : placed;
}

function place(lives: GameLives, life: Life, to: Stage): GameLives {
  const again = (life: Life | null): readonly Life[] => (life === null ? [] : [life]);
  switch (to) {
    case 'live':
      return { ...lives, live: life, previous: [...lives.previous, ...again(lives.live)] };
    case 'canary':
      return { ...lives, canary: life, candidates: [...lives.candidates, ...again(lives.canary)] };
    case 'shadow':
      return { ...lives, shadow: life, candidates: [...lives.candidates, ...again(lives.shadow)] };
    case 'candidate':
      return { ...lives, candidates: [...lives.candidates, life] };
    case 'previous':
      return { ...lives, previous: [...lives.previous, life] };
    case 'refused':
      return { ...lives, refused: [...lives.refused, life] };
    case 'none':
    default:
      return lives;
  }
}

/** @param agent which was live, and is not to be so again */
function backToPrevious(lives: GameLives, agent: string): GameLives {
  const candidates = lives.previous.filter((life) => life.agent !== agent);
  const live = candidates.at(-1) ?? null;
  return { ...lives, live, previous: lives.previous.filter((life) => life !== live) };
}

function without(lives: GameLives, agent: string): GameLives {
  const others = (list: readonly Life[]) => list.filter((life) => life.agent !== agent);
  const other = (life: Life | null) => (life?.agent === agent ? null : life);
  return {
    live: other(lives.live),
    previous: others(lives.previous),
    canary: other(lives.canary),
    shadow: other(lives.shadow),
    candidates: others(lives.candidates),
    refused: others(lives.refused),
    pinned: lives.pinned,
  };
}
