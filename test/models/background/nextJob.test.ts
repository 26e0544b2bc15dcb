import { describe, expect, test } from '@jest/globals';
import { nextJob, type Cast, type GameCast } from '../../../models/background/nextJob.ts';
import { trainerConfig } from '../../../models/background/trainerConfig.ts';

const ID = (digit: string): string => digit.repeat(64);

function makeCast(overrides: Partial<GameCast> = {}): GameCast {
  return {
    live: ID('a'),
    parent: ID('a'),
    past: [ID('b')],
    scripted: ['scripted:always-defect', 'scripted:grim', 'scripted:random', 'scripted:extort-2'],
    bestResponses: [`agent:${ID('c')}`],
    people: [],
    knowledge: null,
    waiting: 0,
    ...overrides,
  };
}

const CAST: Cast = { ipd: makeCast(), coin: makeCast(), negotiation: makeCast(), harvest: makeCast() };
const START = { seed: 7, turns: 0, turnsOf: {}, people: {}, done: [] };

/** Games of so many turns, one after the other. */
function play(turns: number, config = trainerConfig.parse({}), cast = CAST) {
  const turnsOf: Record<string, number> = {};
  return Array.from({ length: turns }, (_, turn) => {
    const job = nextJob({ ...START, turns: turn, turnsOf }, config, cast);
    if (job === undefined) throw new Error('expected a job');
    turnsOf[job.game] = (turnsOf[job.game] ?? 0) + 1;
    return job;
  });
}

describe('the schedule', () => {
  test('[BT1] the same state, config and cast give the same job, another turn others', () => {
    const config = trainerConfig.parse({});
    const job = nextJob(START, config, CAST);
    expect(nextJob(START, config, CAST)).toEqual(job);
    const drawn = play(12).map(({ opponents }) => opponents.map(({ player }) => player).join());
    expect(new Set(drawn).size).toBeGreaterThan(2);
  });

  test('[BT1] games get turns in proportion, and none without a share', () => {
    const config = trainerConfig.parse({ games: { ipd: 2, coin: 1, harvest: 0 } });
    const games = play(9, config).map(({ game }) => game);
    expect(games.filter((game) => game === 'ipd')).toHaveLength(6);
    expect(games.filter((game) => game === 'coin')).toHaveLength(3);
    expect(games.slice(0, 3).sort()).toEqual(['coin', 'ipd', 'ipd']);
  });

  test('[BT1] the first turn of a game is marked as such', () => {
    const config = trainerConfig.parse({ games: { ipd: 1, coin: 1 } });
    expect(play(4, config).map(({ isFirst }) => isFirst)).toEqual([true, true, false, false]);
  });

  test('[BT2] a turn starts from the live agent and meets each kind in its share; who is not there yields', () => {
    const job = nextJob(START, trainerConfig.parse({ drawn: 2 }), CAST);
    expect(job).toMatchObject({
      kind: 'improve',
      parent: ID('a'),
      past: [ID('b')],
      pool: 0.25,
      target: null,
    });
    const shares = job?.opponents.map(({ source, share }) => [source, share]);
    expect(shares).toEqual([
      ['scripted', 0.1],
      ['scripted', 0.1],
      ['best responses', 0.1],
    ]);
    const people = { ...CAST, ipd: makeCast({ people: ['agent:123456'] }) };
    expect(nextJob(START, trainerConfig.parse({}), people)?.opponents.at(-1)).toEqual({
      player: 'agent:123456',
      share: 0.1,
      source: 'models of people',
    });
  });

  test('[BT3] every so many turns of a game a best response to the live agent is trained instead', () => {
    const config = trainerConfig.parse({ games: { ipd: 1 }, respondEvery: 3 });
    expect(play(6, config).map(({ kind }) => kind)).toEqual([
      'improve',
      'improve',
      'respond',
      'improve',
      'improve',
      'respond',
    ]);
    expect(play(3, config)[2]).toMatchObject({ target: ID('a'), parent: null, opponents: [] });
    const nobody = { ipd: makeCast({ live: null, parent: null }) };
    expect(play(3, config, nobody).map(({ kind }) => kind)).toEqual(['improve', 'improve', 'improve']);
  });

  test('[BT11] a model of people comes first where one is due, but never twice in a row nor where it has no share', () => {
    const config = trainerConfig.parse({});
    const people = {
      ipd: { ended: 50, given: 29, known: 20 },
      coin: { ended: 10, given: 10, known: 0 },
      harvest: { ended: 99, given: 99, known: 0 },
    };
    const job = nextJob({ ...START, people }, config, CAST);
    expect(job).toMatchObject({ kind: 'imitate', game: 'coin', parent: null, opponents: [] });
    const done = [{ kind: 'imitate' }] as unknown as (typeof START)['done'];
    expect(nextJob({ ...START, people, done }, config, CAST)?.kind).toBe('improve');
    const without = trainerConfig.parse({ mix: { people: 0 } });
    expect(nextJob({ ...START, people }, without, CAST)?.kind).toBe('improve');
    const others = trainerConfig.parse({ games: { ipd: 1 } });
    expect(nextJob({ ...START, people }, others, CAST)).toMatchObject({ kind: 'improve', game: 'ipd' });
    // Candidates that wait do not keep it from being made.
    const waiting = { ipd: makeCast({ waiting: 9 }) };
    const more = { ipd: { ended: 50, given: 30, known: 20 } };
    expect(nextJob({ ...START, people: more }, others, waiting)?.kind).toBe('imitate');
  });

  test('[BT4] a game whose candidates wait gets no turn, and there is none if all do', () => {
    const config = trainerConfig.parse({ games: { ipd: 1, coin: 1 }, mostWaiting: 2 });
    const half = { ...CAST, ipd: makeCast({ waiting: 2 }) };
    expect(play(3, config, half).map(({ game }) => game)).toEqual(['coin', 'coin', 'coin']);
    const all = { ipd: makeCast({ waiting: 2 }), coin: makeCast({ waiting: 5 }) };
    expect(nextJob(START, config, all)).toBeUndefined();
  });
});
