import type { AnyGame } from '../../shared/game.ts';
import { COOPERATE, ipd, type IpdParams, type IpdState } from '../../shared/games/ipd/game.ts';
import type { Seed } from '../../shared/random.ts';
import type { CooperationRates } from '../../shared/readout/cooperationRates.ts';
import type { IpdGame, IpdGameRound } from '../../shared/readout/ipdGame.ts';
import { readIpdPlayer } from '../../shared/readout/readIpdPlayer.ts';
import type { MemoryOne } from '../../shared/scripted/ipd/memoryOne.ts';
import { zeroDeterminant } from '../../shared/scripted/ipd/zeroDeterminant.ts';
import { bootstrap, type Interval } from './bootstrap.ts';
import { resolveContestants, type Contestant } from './contestants.ts';
import { episodeSeed } from './episodeSeed.ts';
import { ladder, type Rung } from './ladder.ts';
import { memoryOneIncomes } from './memoryOneIncomes.ts';
import { playTables } from './playTables.ts';
import { mean } from './statistics.ts';

/** What a player does in the iterated prisoner's dilemma, as if it remembered one round. */
export interface IpdReadout {
  /** The five probabilities, measured against a partner who tosses a coin, so that every situation arises. */
  readonly rates: CooperationRates;
  /** Names of the scripted strategies that explain these games best. */
  readonly nearest: readonly string[];
  /** Share of cooperation with a copy of itself; interval over episodes. */
  readonly cooperationWithItself: Interval;
  readonly extortion: readonly ExtortionTest[];
}

/** Whether it pays to extort the player (Press & Dyson 2012); incomes per round. */
export interface ExtortionTest extends Pick<Rung, 'exploiter' | 'target' | 'gain'> {
  /** How many times the other's surplus over mutual defection the extortioner's own is to be. */
  readonly chi: number;
  /** The whole interval of the gain, over what a copy of the player would get in the same seat, lies above 0. */
  readonly pays: boolean;
  /** What the read-out alone leads one to expect; null if some situation never arose. */
  readonly expected: { readonly exploiter: number; readonly target: number } | null;
}

export interface IpdReadoutOptions {
  /** Parsed. */
  readonly params: IpdParams;
  readonly target: Contestant;
  /** Of every kind: with chance, with itself, with each extortioner. */
  readonly episodes: number;
  readonly seed: Seed;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
}

const GAME = ipd as unknown as AnyGame;
const CHIS = [2, 3] as const;
/** As in the scripted extortioners. */
const SHARE = 0.5;

/** Reads a player out by playing with it; the same seed gives the same figures.  @throws whatever the player throws */
export async function ipdReadout(options: IpdReadoutOptions): Promise<IpdReadout> {
  const { params, target, seed } = options;
  const refs = ['scripted:random', ...CHIS.map((chi) => `scripted:extort-${chi}`)];
  // Scripts of the project: nothing is looked for anywhere.
  const sources = { directory: '/', codeVersion: '' };
  const [chance, ...extortioners] = await resolveContestants(GAME.id, refs, sources);
  const games = await gamesOf(options, chance as Contestant);
  const { rates, nearest } = readIpdPlayer(games);
  const alone = await gamesOf(options, target);
  const climbed = await ladder({
    ...options,
    game: GAME,
    attempts: extortioners.map((exploiter) => {
      return { exploiter, kind: 'scripted', attacks: null, seats: { drawn: 1 } };
    }),
  });
  return {
    rates,
    nearest,
    cooperationWithItself: bootstrap({ share: alone.map(cooperation) }, { seed }).share,
    extortion: (climbed?.rungs ?? []).map(({ exploiter, target, gain }, i) => {
      const chi = CHIS[i] ?? Number.NaN;
      const pays = (gain.low ?? Number.NEGATIVE_INFINITY) > 0;
      return { chi, exploiter, target, gain, pays, expected: expectedFrom(rates, chi, params) };
    }),
  };
}

/** Games of the target, in seat 0, with somebody, from the target's side. */
async function gamesOf(
  { params, target, episodes, seed, seconds }: IpdReadoutOptions,
  partner: Contestant,
): Promise<readonly IpdGame[]> {
  const rounds: IpdGameRound[][] = Array.from({ length: episodes }, () => []);
  await playTables({
    game: GAME,
    params,
    tables: episodes,
    seconds,
    setting: (index) => ({
      seed: episodeSeed(seed, index),
      seats: [target.controller, partner.controller],
      witness: {
        stepped(_, episode) {
          const last = (episode.state as IpdState).history?.round;
          if (last !== undefined) rounds[index]?.push({ own: last[0], other: last[1], isOwnChoice: true });
        },
      },
    }),
  });
  return rounds.map((own) => ({ params, rounds: own }));
}

/** Share of rounds in which it cooperated, both sides counted. */
function cooperation({ rounds }: IpdGame): number {
  return mean(rounds.flatMap(({ own, other }) => [own, other]).map((move) => (move === COOPERATE ? 1 : 0)));
}

function expectedFrom(rates: CooperationRates, chi: number, params: IpdParams): ExtortionTest['expected'] {
  const { first, cc, cd, dc, dd } = rates;
  const known = [first, cc, cd, dc, dd].map(({ estimate }) => estimate);
  if (known.includes(null)) return null;
  const [a, b, c, d, e] = known as [number, number, number, number, number];
  const target: MemoryOne = { first: a, cc: b, cd: c, dc: d, dd: e };
  const extortioner = zeroDeterminant(params.payoffs, { chi, baseline: 'punishment', share: SHARE });
  const [exploiter, own] = memoryOneIncomes(extortioner, target, params);
  return { exploiter, target: own };
}
