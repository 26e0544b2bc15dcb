import type { AnyGame } from '../../shared/game.ts';
import { playEpisode } from '../../shared/playEpisode.ts';
import type { Seed } from '../../shared/random.ts';
import type { ResolvedPlayer } from '../players/resolvePlayers.ts';
import { episodeSeed } from './episodeSeed.ts';

/** Players that count as one, e.g. the seeds of one algorithm. */
export interface LeagueGroup {
  readonly label: string;
  readonly players: readonly ResolvedPlayer[];
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
      matches.push(playMatch(first, second, options));
      if ((await options.breathe?.({ done: matches.length, total })) === 'stop') return undefined;
    }
  }
  return matches;
}

function playMatch(first: ResolvedPlayer, second: ResolvedPlayer, options: LeagueOptions): Match {
  const { game, params, steps, episodes, seed } = options;
  const rewards: [number[], number[]] = [[], []];
  for (let episode = 0; episode < episodes; episode += 1) {
    const players = [first, second];
    const played = playEpisode({ game, params, seed: episodeSeed(seed, episode), players, steps });
    rewards.forEach((side, seat) => side.push((played.returns[seat] as number) / played.steps));
  }
  return { refs: [first.ref, second.ref], rewards };
}

function playersOf({ game, params, groups }: LeagueOptions): readonly ResolvedPlayer[] {
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
