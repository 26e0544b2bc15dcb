import { describe, expect, test } from '@jest/globals';
import { createWasmNetwork } from '../../../models/networks/wasmNetwork.ts';
import { fitMemoryOne, predictUniformly } from '../../../models/people/baselines.ts';
import { CLONE_CONFIG, clonePeople } from '../../../models/people/clonePeople.ts';
import { demonstrationsOf, type Demonstration } from '../../../models/people/demonstrations.ts';
import { isDue } from '../../../models/people/isDue.ts';
import { fitOf } from '../../../models/people/likelihood.ts';
import { sourcesOf } from '../../../models/people/sources.ts';
import { splitPeople, type Split } from '../../../models/people/splitPeople.ts';
import { startEpisode } from '../../../shared/episode.ts';
import { ipd } from '../../../shared/games/ipd/game.ts';
import { makeEpisodeLog, person, SCRIPTED, tampered } from '../../fixtures/episodeLog.ts';
import { playedLog } from '../../fixtures/playedLog.ts';

function demonstration(
  seed: number,
  plays: string,
  options: { game?: string; id?: string } = {},
): Demonstration {
  const { game = 'ipd', id = `p-${seed % 10}` } = options;
  const seats = [
    { controller: person(id), plays },
    { controller: SCRIPTED, plays: 'random' },
  ];
  const [first, ...more] = demonstrationsOf(playedLog({ episode: `e${seed}`, game, seed, seats, at: seed }));
  if (first === undefined || more.length > 0) throw new Error('expected one person');
  return first;
}

/** Everybody answers in kind. */
const everybody = (count: number, plays = 'tit-for-tat'): Demonstration[] =>
  Array.from({ length: count }, (_, seed) => demonstration(seed, plays));

function splitOf(demonstrations: readonly Demonstration[]): Split {
  const split = splitPeople(demonstrations, 1);
  if (split === undefined) throw new Error('expected enough for a split');
  return split;
}

describe('what a model of people learns from', () => {
  test('[PE5] a demonstration is what a person saw and chose, step by step', () => {
    const log = makeEpisodeLog({ controllers: [SCRIPTED, person('p-1')], seed: 9 });
    const [one] = demonstrationsOf(log);
    const actions = log.flatMap((event) =>
      event.kind === 'decision' && event.seat === 1 ? [event.action] : [],
    );
    expect(one).toMatchObject({ participant: 'p-1', episode: 'episode-1', steps: 16, own: actions });
    expect([...(one?.decisions ?? [])]).toEqual(actions);
    const episode = startEpisode({ game: ipd, params: ipd.params.parse({}), seed: 9 });
    const expected: number[] = [];
    for (let t = 0; t < 16; t += 1) {
      const seen = new Float32Array(4);
      episode.observe(1, seen);
      expected.push(...seen);
      episode.advance(
        log.flatMap((event) => (event.kind === 'decision' && event.step === t ? [event.action] : [])),
      );
    }
    expect([...(one?.observations ?? [])]).toEqual(expected);
  });

  test('[PE5] what a deadline, a stand-in or a program chose is not imitated', () => {
    const log = makeEpisodeLog({ controllers: [person('p-1'), SCRIPTED] });
    const at = (step: number) => (event: (typeof log)[number]) =>
      event.kind === 'decision' && event.step === step && event.seat === 0;
    const late = tampered(log, at(2), { source: 'default' });
    const absent = tampered(late, at(5), { source: 'takeover', controller: SCRIPTED });
    const [one] = demonstrationsOf(absent);
    expect([...(one?.learnable ?? [])]).toEqual(
      Array.from({ length: 16 }, (_, t) => (t === 2 || t === 5 ? 0 : 1)),
    );
    expect(demonstrationsOf(makeEpisodeLog())).toEqual([]);
  });

  test('[PE5] in a tick game holding nothing is a choice; features are read where there are any', () => {
    const controllers = [person('p-1'), ...Array.from({ length: 6 }, () => SCRIPTED)];
    const log = makeEpisodeLog({ game: 'harvest', controllers });
    const still = tampered(log, (event) => event.kind === 'decision' && event.seat === 0, {
      source: 'default',
    });
    const [one] = demonstrationsOf(still);
    expect(one?.learnable[0]).toBe(1);
    expect(one?.observations).toBeInstanceOf(Uint16Array);
  });

  test('[PE5] sliders at their ends are taken to lie a little inside', () => {
    const decisions = demonstration(1, 'always-defect', { game: 'negotiation' }).decisions;
    expect([...decisions].every(Number.isFinite)).toBe(true);
    // All demands are 5: atanh of 0.99.
    expect(decisions[0]).toBeCloseTo(Math.atanh(0.99), 4);
  });

  test('[PE6] nobody is on two sides of the split; few people are split by episodes, fewer not at all', () => {
    const { training, validation, heldOut, by } = splitOf(everybody(40));
    expect(by).toBe('participants');
    const sides = [training, validation, heldOut].map(
      (side) => new Set(side.map(({ participant }) => participant)),
    );
    expect(sides.map(({ size }) => size)).toEqual([6, 2, 2]);
    expect(new Set(sides.flatMap((side) => [...side])).size).toBe(10);
    const few = everybody(6).map((one) => ({ ...one, participant: 'p-1' }));
    expect(splitOf(few)).toMatchObject({ by: 'episodes' });
    expect(splitPeople(few.slice(0, 2), 1)).toBeUndefined();
    expect(splitPeople([], 1)).toBeUndefined();
  });

  test('[PE6] whose decisions go into an update is counted, and how many were known before', () => {
    const old = demonstration(3, 'grim');
    const fresh = { ...demonstration(8, 'grim'), isSimulated: true };
    expect(sourcesOf([old, fresh], 3)).toEqual({ decisions: 32, people: 16, simulated: 16, stale: 16 });
    expect(sourcesOf([old], -Infinity).stale).toBe(0);
  });

  test('[PE6] another model is due after ten new episodes, or a quarter of those known', () => {
    expect(isDue({ now: 9, known: 0 })).toBe(false);
    expect(isDue({ now: 10, known: 0 })).toBe(true);
    expect(isDue({ now: 124, known: 100 })).toBe(false);
    expect(isDue({ now: 125, known: 100 })).toBe(true);
  });
});

describe('what it is compared with', () => {
  test('[PE7] uniform is the log of the number of actions, or of the volume of the box', () => {
    expect(predictUniformly(demonstration(1, 'grim'), 0).logLikelihood).toBeCloseTo(-Math.log(2), 12);
    const box = demonstration(1, 'random', { game: 'negotiation' });
    expect(predictUniformly(box, 0).logLikelihood).toBeCloseTo(-3 * Math.log(5), 12);
  });

  test('[PE7] the memory-one table counts what followed the last actions of both, and one more of each', () => {
    const base = demonstration(1, 'grim');
    const moves = {
      ...base,
      steps: 4,
      own: [0, 0, 1, 0],
      other: [0, 1, 0, 0],
      learnable: Uint8Array.of(1, 1, 1, 0),
    };
    const predict = fitMemoryOne([moves]);
    const after = (t: number): number => Math.exp(predict(moves, t).logLikelihood);
    expect(after(0)).toBeCloseTo(2 / 3, 12);
    expect(after(1)).toBeCloseTo(2 / 3, 12);
    // After own 0, other 1: a defection. After own 1, other 0: nothing that was chosen.
    expect(after(2)).toBeCloseTo(2 / 3, 12);
    expect(after(3)).toBeCloseTo(1 / 2, 12);
    expect(predict(moves, 2).hit).toBe(true);
    const fit = fitOf([moves], predict);
    expect(fit).toMatchObject({ decisions: 3, accuracy: 1 });
    expect(fit.logLikelihood).toBeCloseTo(Math.log(2 / 3), 12);
  });

  test('[PE7] of continuous actions it tells a density over fifths of the box', () => {
    const box = demonstration(2, 'always-defect', { game: 'negotiation' });
    // 50 rounds of the highest fifth: a density of 50/54 of the count, after the first round, on a width of 1.
    const { logLikelihood, hit } = fitMemoryOne([box])(box, 0);
    expect(logLikelihood).toBeCloseTo(3 * Math.log(2 / 6), 12);
    expect(hit).toBeNull();
  });
});

describe('imitation', () => {
  const config = { ...CLONE_CONFIG, encoder: [8], memory: 8, batch: 8, epochs: 40 };
  const learn = (split: Split, changes: Partial<typeof config> = {}, seed = 1) =>
    clonePeople({
      split,
      config: { ...config, ...changes },
      seed,
      createNetwork: createWasmNetwork,
      knownUntil: -Infinity,
      breathe: () => Promise.resolve('go-on'),
    });

  test('[PE7] a model of people who answer in kind foretells unseen ones far better than chance', async () => {
    const split = splitOf(everybody(40));
    const { heldOut, bestEpoch, sources } = await learn(split);
    const uniform = fitOf(split.heldOut, predictUniformly);
    expect(uniform.logLikelihood).toBeCloseTo(-Math.LN2, 12);
    expect(heldOut.logLikelihood).toBeGreaterThan(-0.1);
    expect(heldOut.accuracy).toBeGreaterThan(0.99);
    expect(heldOut.decisions).toBe(uniform.decisions);
    expect(bestEpoch).toBeGreaterThan(0);
    expect(sources.stale).toBe(0);
  });

  test('[PE7] it remembers: who needs two defections to answer is foretold, which a memory-one table cannot', async () => {
    const split = splitOf(everybody(60, 'tit-for-two-tats'));
    const table = fitOf(split.heldOut, fitMemoryOne(split.training));
    expect(table.accuracy).toBeLessThan(0.9);
    const { heldOut } = await learn(split, { chunk: 8 });
    expect(heldOut.accuracy).toBeGreaterThan(0.97);
  });

  test('[PE7] the same people and seed give the same weights, another seed others; ctrl-C keeps the best so far', async () => {
    const split = splitOf(everybody(20));
    const [a, b, other] = [
      await learn(split, { epochs: 2 }),
      await learn(split, { epochs: 2 }),
      await learn(split, { epochs: 2 }, 2),
    ];
    expect(a.actor.parameters).toEqual(b.actor.parameters);
    expect(a.actor.parameters).not.toEqual(other.actor.parameters);
    const stopped = await clonePeople({
      split,
      config,
      seed: 1,
      createNetwork: createWasmNetwork,
      knownUntil: -Infinity,
      breathe: () => Promise.resolve('stop'),
    });
    expect(stopped.epochs).toBe(1);
  });

  test('[PE7] demands over a box are imitated too', async () => {
    const people = Array.from({ length: 12 }, (_, seed) =>
      demonstration(seed, 'always-cooperate', { game: 'negotiation' }),
    );
    const split = splitOf(people);
    const { heldOut } = await learn(split, { epochs: 60 });
    expect(heldOut.accuracy).toBeNull();
    expect(heldOut.logLikelihood).toBeGreaterThan(fitOf(split.heldOut, predictUniformly).logLikelihood + 1);
  });
});
