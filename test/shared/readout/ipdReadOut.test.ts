import { describe, expect, test } from '@jest/globals';
import { COOPERATE, DEFECT, ipd, type IpdMove } from '../../../shared/games/ipd/game.ts';
import { playEpisode } from '../../../shared/playEpisode.ts';
import { branchesOf } from '../../../shared/readout/moveChances.ts';
import { cooperationCounts, cooperationRates } from '../../../shared/readout/cooperationRates.ts';
import { addIpdEvidence, ipdEvidence } from '../../../shared/readout/ipdEvidence.ts';
import { ipdGameOf, type IpdGame } from '../../../shared/readout/ipdGame.ts';
import { proportion } from '../../../shared/readout/proportion.ts';
import { ipdStrategies, readIpdEvidence, readIpdPlayer } from '../../../shared/readout/readIpdPlayer.ts';
import { strategyLikelihoods } from '../../../shared/readout/strategyLikelihood.ts';
import { IPD_PLAYERS } from '../../../shared/scripted/ipd/players.ts';
import { scriptedPlayer } from '../../../shared/scripted/registry.ts';
import { makeEpisodeLog, person, tampered } from '../../fixtures/episodeLog.ts';

const PARAMS = ipd.params.parse({});

/** Rounds as own and other's moves: 'CC CD DD'. */
function gameOf(moves: string): IpdGame {
  const move = (letter: string | undefined): IpdMove => (letter === 'C' ? COOPERATE : DEFECT);
  const rounds = moves
    .split(' ')
    .map((pair) => ({ own: move(pair[0]), other: move(pair[1]), isOwnChoice: true }));
  return { params: PARAMS, rounds };
}

const likelihoodOf = (game: IpdGame, name: string): number => {
  const value = strategyLikelihoods([game], [scriptedPlayer('ipd', name)]).get(name);
  if (value === undefined) throw new Error(`expected a likelihood of ${name}, got none`);
  return value;
};

describe('the read-out of a player of the prisoner’s dilemma', () => {
  test('[RO1] proportions have Wilson intervals, also at 0, 1 and nothing', () => {
    const some = proportion(8, 10);
    expect([some.estimate, some.low, some.high]).toEqual([
      0.8,
      expect.closeTo(0.4902, 4),
      expect.closeTo(0.9433, 4),
    ]);
    expect(proportion(0, 10)).toMatchObject({ estimate: 0, low: 0, high: expect.closeTo(0.2775, 4) });
    expect(proportion(10, 10)).toMatchObject({ estimate: 1, low: expect.closeTo(0.7225, 4), high: 1 });
    expect(proportion(0, 0)).toMatchObject({ estimate: null, low: 0, high: 1 });
    expect(() => proportion(3, 2)).toThrow('expected 0 <= count <= of, whole numbers, got 3 of 2');
  });

  test('[RO2] cooperation is counted by the last round, own move first, over own choices alone', () => {
    const game = gameOf('CC CD DC CD CC DD DC CC');
    const rates = cooperationRates(cooperationCounts([game, gameOf('DC CC')]));
    const counts = Object.fromEntries(
      Object.entries(rates).map(([situation, { count, of }]) => [situation, [count, of]]),
    );
    expect(counts).toEqual({ first: [1, 2], cc: [1, 2], cd: [1, 2], dc: [3, 3], dd: [0, 1] });
    const held = game.rounds.map((round, i) => ({ ...round, isOwnChoice: i !== 1 }));
    expect(cooperationRates(cooperationCounts([{ ...game, rounds: held }])).cc).toMatchObject({
      count: 0,
      of: 1,
    });
  });

  test('[RO3] a turn’s branches have the exact probabilities of its draws', () => {
    const branches = branchesOf((rng) => {
      const first = rng.chance(0.25);
      const action = first && rng.chance(0.5) ? 0 : 1;
      return { action, memory: first && !rng.chance(1) };
    });
    expect(branches.map(({ action, probability }) => [action, probability])).toEqual([
      [0, 0.125],
      [1, 0.125],
      [1, 0.75],
    ]);
    expect(() => branchesOf((rng) => ({ action: rng.int(2), memory: 0 }))).toThrow('by int()');
  });

  test('[RO3] a sure strategy slips in one of twenty rounds, a mixed one is taken as it is', () => {
    const game = gameOf('CD DC CC CD CC');
    // Tit-for-tat: C, D, C, C, then D: one slip in the last round.
    expect(likelihoodOf(game, 'tit-for-tat')).toBeCloseTo(4 * Math.log(0.95) + Math.log(0.05), 12);
    expect(likelihoodOf(game, 'always-defect')).toBeCloseTo(Math.log(0.95) + 4 * Math.log(0.05), 12);
    expect(likelihoodOf(game, 'random')).toBeCloseTo(5 * Math.log(0.5), 12);
    // Extort-2 by its own table: first 1, cc 0.9, cd 0.5, dc 0.4, dd 0; the first choice is certain.
    const extort = Math.log(0.95) + Math.log(0.5) + Math.log(0.4) + Math.log(0.9) + Math.log(0.5);
    expect(likelihoodOf(game, 'extort-2')).toBeCloseTo(extort, 12);
  });

  test('[RO4] shares are a posterior under a uniform prior, and what cannot be told apart is told together', () => {
    const read = readIpdPlayer(
      [gameOf('CC CC')],
      [
        scriptedPlayer('ipd', 'tit-for-tat'),
        scriptedPlayer('ipd', 'always-cooperate'),
        scriptedPlayer('ipd', 'random'),
      ],
    );
    const sure = 0.95 ** 2;
    const total = 2 * sure + 0.25;
    expect(read.strategies.map(({ name, share }) => [name, share])).toEqual([
      ['always-cooperate', expect.closeTo(sure / total, 12)],
      ['tit-for-tat', expect.closeTo(sure / total, 12)],
      ['random', expect.closeTo(0.25 / total, 12)],
    ]);
    expect(read.nearest).toEqual(['always-cooperate', 'tit-for-tat']);
    expect(readIpdPlayer([]).nearest).toEqual([]);
  });

  test('[RO4] evidence of games that was gathered apart adds up to that of all', () => {
    const all = [gameOf('CC CD DD'), gameOf('DC'), gameOf('CD DD DC CC')];
    const parts = all.map((game) => ipdEvidence([game], ipdStrategies())).reduce(addIpdEvidence);
    const [apart, together] = [readIpdEvidence(parts), readIpdPlayer(all)];
    expect(apart.rates).toEqual(together.rates);
    expect(apart.nearest).toEqual(together.nearest);
    for (const { name, share } of together.strategies)
      expect(apart.strategies.find((other) => other.name === name)?.share).toBeCloseTo(share, 12);
  });

  test('[RO4] a strategy that the payoffs do not allow is no candidate', () => {
    const params = ipd.params.parse({ payoffs: { cc: 0, cd: 0, dc: 0, dd: 0 } });
    const read = readIpdPlayer([{ ...gameOf('CC DD'), params }]);
    expect(read.strategies.map(({ name }) => name)).not.toContain('extort-2');
    expect(read.strategies.map(({ name }) => name)).toContain('tit-for-tat');
  });

  test.each(IPD_PLAYERS.map((definition) => [definition.name, definition] as const))(
    '[RO4] %s is recognised from games against a random player',
    (name, definition) => {
      const games = Array.from({ length: 80 }, (_, i): IpdGame => playedGame(definition, 100 + i));
      const read = readIpdPlayer(games);
      expect(read.nearest).toContain(name);
      expect(read.choices).toBe(80 * 16);
    },
  );

  function playedGame(definition: (typeof IPD_PLAYERS)[number], seed: number): IpdGame {
    const rounds: IpdGame['rounds'][number][] = [];
    playEpisode({
      game: ipd,
      params: PARAMS,
      seed,
      players: [{ definition }, { definition: scriptedPlayer('ipd', 'random') }],
      onStep: (_, episode) => {
        const last = (episode.view(0) as { history: { own: IpdMove; other: IpdMove }[] }).history.at(-1);
        if (last) rounds.push({ ...last, isOwnChoice: true });
      },
    });
    return { params: PARAMS, rounds };
  }
});

describe('a log from one player’s side', () => {
  const log = makeEpisodeLog({ controllers: [person('p-1'), person('p-2')], cutAfter: 5, end: 'abandoned' });

  test('[RO2] a seat’s rounds are its moves beside the other’s', () => {
    const [mine, theirs] = [ipdGameOf(log, 0), ipdGameOf(log, 1)];
    expect(mine?.rounds).toHaveLength(5);
    expect(mine?.rounds.map(({ own, other }) => [other, own])).toEqual(
      theirs?.rounds.map(({ own, other }) => [own, other]),
    );
    const moves = log.flatMap((event) =>
      event.kind === 'decision' && event.seat === 1 ? [event.action] : [],
    );
    expect(theirs?.rounds.map(({ own }) => own)).toEqual(moves);
  });

  test('[RO2] what the clock or a stand-in chose is no choice of the player', () => {
    const isSecond = (event: (typeof log)[number]): boolean => event.kind === 'decision' && event.step === 1;
    const late = tampered(log, isSecond, { source: 'default' });
    expect(ipdGameOf(late, 0)?.rounds.map(({ isOwnChoice }) => isOwnChoice)).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
    const other = ipdGameOf(log, 0, ({ id }) => id === 'p-2');
    expect(other?.rounds.some(({ isOwnChoice }) => isOwnChoice)).toBe(false);
  });

  test('[RO2] other games, and parameters that the rules refuse, give nothing', () => {
    expect(ipdGameOf(makeEpisodeLog({ game: 'coin' }), 0)).toBeUndefined();
    expect(
      ipdGameOf(
        tampered(log, () => true, { params: { rounds: 'many' } }),
        0,
      ),
    ).toBeUndefined();
    expect(ipdGameOf([], 0)).toBeUndefined();
  });
});
