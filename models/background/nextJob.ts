import type { TrainerJob, TrainerState } from '../../shared/lifecycle/trainerState.ts';
import { RandomStream } from '../../shared/random.ts';
import { isDue } from '../people/isDue.ts';
import type { TrainerConfig } from './trainerConfig.ts';

/** Who there is for a game. */
export interface GameCast {
  readonly live: string | null;
  /** Whose weights a turn starts with: the live agent or, where none is, what the trainer made last. */
  readonly parent: string | null;
  /** Earlier agents with the parent's networks, oldest first. */
  readonly past: readonly string[];
  /** References. */
  readonly scripted: readonly string[];
  readonly bestResponses: readonly string[];
  readonly people: readonly string[];
  /** What the newest model of people knows; null: there is none. */
  readonly knowledge: { readonly given: number; readonly newest: number } | null;
  /** Candidates that wait for people. */
  readonly waiting: number;
}

export type Cast = Readonly<Record<string, GameCast>>;

/**
 * What to do next: the game that is furthest behind its share, and whom to meet there. The same state, config and cast
 * give the same job.
 * @returns undefined if candidates of all games wait
 */
export function nextJob(
  state: Pick<TrainerState, 'seed' | 'turns' | 'turnsOf' | 'people' | 'done'>,
  config: TrainerConfig,
  cast: Cast,
): TrainerJob | undefined {
  const { seed, turns: turn } = state;
  const rng = new RandomStream(seed, 'trainer turn', turn);
  const begin = (game: string) => ({ turn, game, seed: rng.int(2 ** 31) });
  const nobody = { parent: null, past: [], target: null, pool: 0, opponents: [], isFirst: false };
  const played = gameOfNewPeople(state, config);
  if (played !== undefined) return { ...begin(played), kind: 'imitate', ...nobody };
  const game = nextGame(state, config, cast);
  const found = game === undefined ? undefined : cast[game];
  if (game === undefined || found === undefined) return undefined;
  const common = begin(game);
  const { live, parent } = found;
  const ofGame = (state.turnsOf[game] ?? 0) + 1;
  if (live !== null && config.respondEvery > 0 && ofGame % config.respondEvery === 0)
    return { ...common, kind: 'respond', ...nobody, target: live };
  const { mix, drawn } = config;
  const met = (refs: readonly string[], share: number, source: TrainerJob['opponents'][number]['source']) => {
    if (share === 0) return [];
    const players = draw(refs, drawn, rng);
    return players.map((player) => ({ player, share: share / players.length, source }));
  };
  return {
    ...common,
    kind: 'improve',
    parent,
    past: [...found.past],
    target: null,
    pool: mix.pastSelves,
    isFirst: ofGame === 1,
    opponents: [
      ...met(found.scripted, mix.scripted, 'scripted'),
      ...met(found.bestResponses, mix.bestResponses, 'best responses'),
      ...met(found.people, mix.people, 'models of people'),
    ],
  };
}

/** Of those that are trained; never twice in a row, so that many people do not keep candidates from being made. */
function gameOfNewPeople(
  { people, done }: Pick<TrainerState, 'people' | 'done'>,
  { games, mix }: TrainerConfig,
): string | undefined {
  if (mix.people === 0 || done.at(-1)?.kind === 'imitate') return undefined;
  return Object.entries(games)
    .filter(([, share = 0]) => share > 0)
    .map(([game]) => game)
    .find((game) => isDue({ now: people[game]?.given ?? 0, known: people[game]?.known ?? 0 }));
}

function nextGame(
  { turnsOf }: Pick<TrainerState, 'turnsOf'>,
  config: TrainerConfig,
  cast: Cast,
): string | undefined {
  const behind = Object.entries(config.games)
    .filter(([game, share = 0]) => share > 0 && (cast[game]?.waiting ?? Infinity) < config.mostWaiting)
    .map(([game, share = 0]) => ({ game, after: ((turnsOf[game] ?? 0) + 1) / share }));
  return behind.reduce<(typeof behind)[number] | undefined>(
    (first, next) => (first === undefined || next.after < first.after ? next : first),
    undefined,
  )?.game;
}

/** So many of them, each at most once, in their own order. */
function draw(refs: readonly string[], count: number, rng: RandomStream): readonly string[] {
  const left = refs.map((_, i) => i);
  const chosen: number[] = [];
  while (chosen.length < count && left.length > 0)
    chosen.push(left.splice(rng.int(left.length), 1)[0] as number);
  return chosen.sort((a, b) => a - b).map((i) => refs[i] as string);
}
