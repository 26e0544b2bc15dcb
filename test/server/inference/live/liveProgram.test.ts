import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { AgentAnswer, AgentPlayer } from '../../../../server/players/program.ts';
import { shadowedPlayer, type Comparison } from '../../../../server/inference/live/shadowedPlayer.ts';
import { gameById } from '../../../../shared/games/registry.ts';
import { releaseAgent } from '../../../fixtures/agents.ts';
import { makeManualClock } from '../../../fixtures/manualClock.ts';
import { openTestLive, type TestLive } from '../../../fixtures/openLive.ts';
import { makeRoomLog } from '../../../fixtures/roomLog.ts';
import { plantAgent, TIT_FOR_TAT } from '../../../fixtures/plantedAgents.ts';
import { scratchFolder } from '../../../fixtures/scratch.ts';

const scratch = scratchFolder();
const { actions: IPD } = gameById('ipd').spec(gameById('ipd').params.parse({}));
let opened: TestLive | undefined;
afterEach(() => opened?.close());

test('[LV13] a canary sits in about its share of episodes, drawn from their seeds, and in none of a study', async () => {
  await releaseAgent(scratch(), 'tara');
  const { id: canary } = await plantAgent(join(scratch(), 'agents'), TIT_FOR_TAT);
  const clock = makeManualClock();
  opened = await openTestLive(scratch(), clock);
  await opened.place(canary, 'canary');
  await opened.live.lifecycle.look();
  const program = opened.catalogue.resolve('ipd', 'agent:live/ipd');
  const rules = { rounds: 16, continuation: null, payoffs: { cc: -1, cd: -3, dc: 0, dd: -2 } };
  // So many that a fifth of them is enough; a house where few play is the next test's.
  for (let i = 0; i < 200; i += 1)
    opened.live.take(makeRoomLog({ agent: canary, returns: [-1, -1], at: clock.now() }));
  const seated = (study: string | null) =>
    Array.from(
      { length: 500 },
      (_, seed) => program.forEpisode?.({ seed, params: rules, study }).controller.version,
    );
  const versions = seated(null);
  expect(seated(null)).toEqual(versions);
  const share = versions.filter((version) => version === canary).length / 500;
  // 0.2 +- 3 standard errors.
  expect(share).toBeGreaterThan(0.2 - 0.054);
  expect(share).toBeLessThan(0.2 + 0.054);
  expect(seated('May')).not.toContain(canary);
});

test('[LV18] a canary has more of the rooms where few are played, by the last ten minutes, between a fifth and a half', async () => {
  await releaseAgent(scratch(), 'tara');
  const clock = makeManualClock();
  opened = await openTestLive(scratch(), clock);
  const { live } = opened;
  // 12 episodes are wanted.
  const after = (episodes: number): number => {
    for (let i = 0; i < episodes; i += 1)
      live.take(makeRoomLog({ agent: 'a', returns: [-1, -1], at: clock.now() }));
    return live.canaryShare('ipd');
  };
  expect([after(0), after(24), after(6), after(170)]).toEqual([0.5, 0.5, 0.4, 0.2]);
  await clock.advance(10 * 60_000);
  expect(after(0)).toBe(0.5);
});

/** Answers when the test says so. */
function makePlayer(): AgentPlayer & { readonly answers: ((answer: AgentAnswer) => void)[] } {
  const answers: ((answer: AgentAnswer) => void)[] = [];
  return { answers, reads: 'observation', ask: () => new Promise((answer) => answers.push(answer)) };
}

const chosen = (...probabilities: number[]): AgentAnswer => ({
  kind: 'chosen',
  choice: { action: 0, probabilities },
});

test('[LV14] a shadow’s answer comes to nobody; time and agreement are counted beside the one that played', async () => {
  const clock = makeManualClock();
  const [live, shadow] = [makePlayer(), makePlayer()];
  const comparisons: Comparison[] = [];
  const player = shadowedPlayer({
    live,
    shadow,
    clock,
    actions: IPD,
    onComparison: (comparison) => comparisons.push(comparison),
  });
  const ask = async (liveAnswer: AgentAnswer, after: number, shadowAnswer: AgentAnswer, later: number) => {
    const step = live.answers.length;
    const asked = player.ask(step, []);
    await clock.advance(after);
    live.answers[step]?.(liveAnswer);
    // Whatever the shadow does, the table has its answer.
    expect(await asked).toBe(liveAnswer);
    await clock.advance(later);
    shadow.answers[step]?.(shadowAnswer);
    await clock.advance(0);
  };
  await ask(chosen(0.75, 0.25), 10, chosen(0.5, 0.5), 20);
  await ask(chosen(1, 0), 10, chosen(1, 0), 2000);
  await ask(chosen(1, 0), 10, { kind: 'superseded' }, 50);
  await ask(chosen(1, 0), 10, { kind: 'superseded' }, 49);
  await ask(chosen(1, 0), 10, { kind: 'failed', why: 'no' }, 0);
  await ask(chosen(1, 0), 2000, chosen(1, 0), 0);
  await ask({ kind: 'superseded' }, 0, { kind: 'superseded' }, 0);
  // min(.75, .5) + min(.25, .5) = .75; three say nothing: two in which the one that played was late itself, and one in
  // which the table went on after 59 ms.
  expect(comparisons).toEqual([
    { kind: 'answered', msLonger: 20, agreement: 0.75 },
    { kind: 'missed', msLonger: 2000, agreement: 1 },
    { kind: 'missed', msLonger: null, agreement: null },
    { kind: 'failed', msLonger: null, agreement: null },
  ]);
});

test('[LV15] a shadow that reads another form than the live agent is asked in its own', async () => {
  const asked: string[] = [];
  const player = (reads: AgentPlayer['reads']): AgentPlayer => ({
    reads,
    ask(step, observation) {
      asked.push(`${reads} ${step}: ${Array.from(observation).join(' ')}`);
      return Promise.resolve(chosen(1, 0));
    },
  });
  const beside = (live: AgentPlayer, shadow: AgentPlayer) =>
    shadowedPlayer({ live, shadow, clock: makeManualClock(), actions: IPD, onComparison: () => undefined });
  const both = beside(player('observation'), player('features'));
  expect(both).toMatchObject({ reads: 'observation', shadowReads: 'features' });
  await both.ask(0, [1, 2], [7]);
  const alike = beside(player('features'), player('features'));
  expect(alike.shadowReads).toBeUndefined();
  await alike.ask(1, [7]);
  expect(asked).toEqual(['observation 0: 1 2', 'features 0: 7', 'features 1: 7', 'features 1: 7']);
});

test('[LV14] shares that two agents of Negotiation ask for agree by how near they are', async () => {
  const comparisons: Comparison[] = [];
  const [live, shadow] = [makePlayer(), makePlayer()];
  const { actions } = gameById('negotiation').spec(gameById('negotiation').params.parse({}));
  const onComparison = (comparison: Comparison): void => void comparisons.push(comparison);
  const player = shadowedPlayer({ live, shadow, clock: makeManualClock(), actions, onComparison });
  const pairs: readonly (readonly number[])[][] = [
    [
      [5, 0, 2],
      [5, 0, 2],
    ],
    [
      [5, 0, 0],
      [0, 5, 0],
    ],
    [
      [4, 2, 1],
      [3, 2, 3],
    ],
  ];
  for (const [step, [one = [], other = []]] of pairs.entries()) {
    const asked = player.ask(step, []);
    live.answers[step]?.({ kind: 'chosen', choice: { action: one } });
    shadow.answers[step]?.({ kind: 'chosen', choice: { action: other } });
    await asked;
  }
  await new Promise((resume) => setImmediate(resume));
  // In a box from 0 to 5: nothing apart; 10 of 15; 3 of 15.
  const agreements = comparisons.map(({ agreement }) => agreement);
  expect(agreements[0]).toBe(1);
  expect(agreements[1]).toBeCloseTo(1 / 3, 12);
  expect(agreements[2]).toBeCloseTo(0.8, 12);
});
