import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import type { Contestant } from './contestants.ts';
import { episodeSeed } from './episodeSeed.ts';
import { playTables } from './playTables.ts';

/** Players that count as one, e.g. the seeds of one algorithm. */
export interface LeagueGroup {
  readonly label: string;
  readonly players: readonly Contestant[];
}

export interface LeagueOptions {
  /** Of two seats. */
  readonly game: AnyGame;
  /** Parsed. */
  readonly params: unknown;
  readonly groups: readonly LeagueGroup[];
  /** Of every pair, from 1 up. */
  readonly episodes: number;
  /** Exactly this many steps an episode, with the game's own ending switched off. */
  readonly steps: number;
  readonly seed: Seed;
  /** Called after every match; the league waits for it, so that the caller may draw or listen. */
  readonly breathe?: (progress: {
    readonly done: number;
    readonly total: number;
  }) => Promise<'go-on' | 'stop'>;
}

/** All games of two players, who may be one and the same. */
export interface Match {
  /** The one that stands first in the league sits in seat 0. */
  readonly refs: readonly [string, string];
  /** [episode], mean reward per step of each side. */
  readonly rewards: readonly [readonly number[], readonly number[]];
}

/**
 * Every unordered pair of players meets, itself included, in the same number of episodes; episode i starts from
 * (seed, i) alone, so that all pairs meet the same starts (the protocol of the Coin Game league of LOQA,
 * Aghajohari et al. 2024).
 * @returns the matches, or undefined if it was told to stop
 * @throws RangeError if the game has not two seats, a player comes twice or a label does
 */
export async function playLeague(options: LeagueOptions): Promise<readonly Match[] | undefined> {
  const players = playersOf(options);
  const matches: Match[] = [];
  const total = (players.length * (players.length + 1)) / 2;
  for (const [i, first] of players.entries()) {
    for (const second of players.slice(i)) {
      matches.push(await playMatch(first, second, options));
      if ((await options.breathe?.({ done: matches.length, total })) === 'stop') return undefined;
    }
  }
  return matches;
}

async function playMatch(first: Contestant, second: Contestant, options: LeagueOptions): Promise<Match> {
  const { game, params, steps, episodes, seed } = options;
  const seats = [first.controller, second.controller];
  const played = await playTables({
    game,
    params,
    tables: episodes,
    setting: (episode) => ({ seed: episodeSeed(seed, episode), seats }),
    steps,
    // Nobody breathes within a match.
    seconds: () => 0,
  });
  const rewards = seats.map((_, seat) =>
    (played ?? []).map((episode) => (episode.returns[seat] as number) / episode.steps),
  );
  return { refs: [first.ref, second.ref], rewards: rewards as [number[], number[]] };
}

function playersOf({ game, params, groups }: LeagueOptions): readonly Contestant[] {
  const { numSeats } = game.spec(params);
  if (numSeats !== 2) throw new RangeError(`expected a game of two seats, got ${game.id} with ${numSeats}`);
  const players = groups.flatMap((group) => group.players);
  const twice = [players.map(({ ref }) => ref), groups.map(({ label }) => label)].map(firstDuplicate);
  const [ref, label] = twice;
  if (ref !== undefined) throw new RangeError(`expected every player once, got ${ref} again`);
  if (label !== undefined) throw new RangeError(`expected labels that differ, got ${label} again`);
  return players;
}

function firstDuplicate(names: readonly string[]): string | undefined {
  return names.find((name, i) => names.indexOf(name) < i);
}
