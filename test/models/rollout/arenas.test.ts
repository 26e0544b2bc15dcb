import { describe, expect, test } from '@jest/globals';
import { categoricalHead } from '../../../models/networks/categoricalHead.ts';
import type { RowActor } from '../../../models/rollout/actor.ts';
import { Arenas, seatsFor, type ArenasOptions } from '../../../models/rollout/arenas.ts';
import { collect } from '../../../models/rollout/collect.ts';
import type { Rollout } from '../../../models/rollout/rollout.ts';
import { ALONE } from '../../../models/team.ts';
import { startEpisode } from '../../../shared/episode.ts';
import type { AnyGame } from '../../../shared/game.ts';
import type { IpdState } from '../../../shared/games/ipd/game.ts';
import { gameById } from '../../../shared/games/registry.ts';

const ipd = gameById('ipd');
const SEATS = 2;
const STEPS = 4;

function makeArenas(overrides: Partial<ArenasOptions> = {}, params: object = {}): Arenas {
  const { game = ipd } = overrides;
  const plan = { params: game.params.parse(params), company: 0, guest: 0, seats: 'others' } as const;
  return new Arenas({
    game,
    plans: [plan, plan],
    seats: SEATS,
    seed: 3,
    first: 0,
    episodes: 'carried',
    settled: 'played-on',
    next: 'next-chunk',
    ...overrides,
  });
}

/** Everybody plays the same action, the row's number plus the step, modulo 2. */
const alternating: RowActor = {
  act({ rollout, t, rows }) {
    for (const row of rows) rollout.decisions[t * rollout.rows + row] = (row + t) % 2;
  },
};

function chunk(
  arenas: Arenas,
  index: number,
  guests: readonly (RowActor | undefined)[] = [],
): Promise<Rollout> {
  const inputs = { inputs: 4 };
  return collect({
    arenas,
    seats: SEATS,
    head: categoricalHead(2),
    steps: STEPS,
    inputs: { actor: inputs, critic: inputs },
    learner: alternating,
    guests,
    seed: 3,
    index,
    team: ALONE,
  });
}

describe('carried episodes', () => {
  test('[TR10] go on where they stood, and every reward of them is in one of the rollouts', async () => {
    const arenas = makeArenas({}, { rounds: 8 });
    const rollouts = [await chunk(arenas, 0), await chunk(arenas, 1)];
    const { seed } = arenas.episodes[0]!;
    expect(rollouts.map(({ starts }) => [...starts])).toEqual([
      [1, 1, 1, 1],
      [0, 0, 0, 0],
    ]);
    const alone = startEpisode({ game: ipd, params: ipd.params.parse({ rounds: 8 }), seed });
    const rewards = Array.from({ length: 8 }, (_, t) => alone.advance([t % 2, (t + 1) % 2]).rewards[0]);
    const found = rollouts.flatMap((rollout) =>
      Array.from({ length: STEPS }, (_, t) => rollout.rewards[t * rollout.rows]),
    );
    expect(found).toEqual(rewards);
    // The rollout that ends bootstraps, whether or not the episode does.
    expect(rollouts.map(({ truncated }) => [...truncated].lastIndexOf(1))).toEqual([15, 15]);
    expect([...(await chunk(arenas, 2)).starts]).toEqual([1, 1, 1, 1]);
    expect(arenas.episodes[0]!.seed).not.toBe(seed);
  });

  test('[TR10] a settled one waits for the next rollout where there is a memory', async () => {
    const rollout = await chunk(makeArenas({ game: settledAfter(2), settled: 'restarted' }), 0);
    expect([...rollout.terminated]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...rollout.learnable]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(rollout.playing).toEqual(rollout.learnable);
    expect([...rollout.truncated]).toEqual(Array.from({ length: 16 }, () => 0));
  });

  test('[TR10] without one the next episode begins at once', async () => {
    const arenas = makeArenas({ game: settledAfter(2), settled: 'restarted', next: 'at-once' });
    const rollout = await chunk(arenas, 0);
    expect([...rollout.terminated]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1]);
    expect(rollout.playing.every((plays) => plays === 1)).toBe(true);
    // What follows the end is the beginning of another episode.
    expect([...rollout.observations.subarray(2 * 4 * 4, 3 * 4 * 4)].every((x) => x === 0)).toBe(true);
    expect((await chunk(arenas, 1)).starts).toEqual(new Uint8Array(4));
  });

  test('[TR10] settled games are played on unless told otherwise', async () => {
    const rollout = await chunk(makeArenas({ game: settledAfter(2) }), 0);
    expect(rollout.terminated.some((end) => end === 1)).toBe(false);
  });
});

/** The prisoner's dilemma, in which nothing shall be earned any more after so many rounds. */
function settledAfter(rounds: number): AnyGame {
  return { ...ipd, isSettled: (_params, state) => (state as IpdState).round >= rounds };
}

describe('guests', () => {
  const defector: RowActor = {
    act({ rollout, t, rows }) {
      for (const row of rows) rollout.decisions[t * rollout.rows + row] = 1;
    },
  };

  test('[TR4] have the seats that their company names, and the learner those of a guest who is away', async () => {
    const plan = { params: ipd.params.parse({}), company: 1, guest: 1, seats: [0] };
    const there = await chunk(makeArenas({ plans: [plan, { ...plan, company: 0, guest: 0 }] }), 0, [
      defector,
    ]);
    expect([...there.learnable.subarray(0, 4)]).toEqual([0, 1, 1, 1]);
    expect(Array.from(there.decisions).filter((_, cell) => cell % 4 === 0)).toEqual([1, 1, 1, 1]);
    expect([...there.companies]).toEqual([1, 0]);
    const away = await chunk(makeArenas({ plans: [plan, plan] }), 0, [undefined]);
    expect(away.learnable.every((learns) => learns === 1)).toBe(true);
  });

  test('[TR4] drawn seats differ from episode to episode and are the same for the same episode', () => {
    const drawn = Array.from({ length: 40 }, (_, seed) => seatsFor({ random: 2 }, 7, seed));
    expect(drawn.every((seats) => seats.length === 2 && seats[0] !== seats[1])).toBe(true);
    expect(new Set(drawn.flat()).size).toBe(7);
    expect(seatsFor({ random: 2 }, 7, 5)).toEqual(drawn[5]);
    expect(seatsFor('others', 3, 5)).toEqual([1, 2]);
  });

  test('[TR4] a seat must stay for the learner', () => {
    expect(() => seatsFor([0, 7], 7, 1)).toThrow('expected fewer seats for guests than the 7 there are');
    expect(() => seatsFor({ random: 2 }, 2, 1)).toThrow('got {"random":2}');
  });
});
