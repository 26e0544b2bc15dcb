import { describe, expect, test } from '@jest/globals';
import { tableSpec } from '../../../server/session/tableSpec.ts';
import { createPrograms } from '../../../server/players/programs.ts';
import { programDelayMs } from '../../../server/session/programPace.ts';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { observationBuffer } from '../../../shared/game.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { replay } from '../../../shared/log/replay.ts';
import { tableSetupSchema, type TableSetupInput } from '../../../shared/protocol/lobby.ts';
import { choose, makeFakeAgents, type FakeAgents } from '../../fixtures/fakeAgents.ts';
import { makeTable, type TestTable } from '../../fixtures/makeTable.ts';

const AGENT = 'agent:0123456789ab';

function makeAgentTable(setup: Partial<TableSetupInput> = {}): { table: TestTable; agents: FakeAgents } {
  const agents = makeFakeAgents();
  const table = makeTable({ game: 'ipd', seats: ['person', AGENT], ...setup }, [], agents);
  return { table, agents };
}

describe('an agent in a turn game', () => {
  test('[AG1] is asked as soon as a step opens, and the step resolves when person and agent are in', async () => {
    const { table, agents } = makeAgentTable();
    const ann = table.sit('ann');
    await table.settle();
    expect(agents.questions).toMatchObject([{ seat: 1, step: 0 }]);
    await table.move(ann, 0);
    await table.settle();
    expect(table.lastTurn(0)?.step).toBe(0);
    await table.clock.advance(40);
    agents.asked(1, 0).answer(choose(1));
    await table.settle();
    expect(table.lastTurn(0)).toMatchObject({ step: 1, view: { history: [{ own: 0, other: 1 }] } });
    // The other way round: the agent has answered long before the person moves.
    agents.asked(1, 1).answer(choose(0));
    await table.settle();
    expect(table.lastTurn(0)?.step).toBe(1);
    await table.move(ann, 0);
    await table.settle();
    expect(table.lastTurn(0)?.step).toBe(2);
    expect(table.decisions().filter(({ seat }) => seat === 1)).toMatchObject([
      {
        step: 0,
        action: 1,
        source: 'script',
        flags: [],
        probabilities: [0.25, 0.75],
        value: -2,
        controller: { kind: 'agent', id: AGENT, version: 'f'.repeat(64) },
      },
      { step: 1, action: 0, source: 'script', flags: [] },
    ]);
  });

  test('[AG2] it gets what `observe` writes for its seat', async () => {
    const { table, agents } = makeAgentTable({ game: 'coin' });
    table.sit('ann');
    await table.settle();
    const episode = startAnyEpisode(gameById('coin'), {}, 7);
    const expected = observationBuffer(episode.spec);
    episode.observe(1, expected);
    expect(agents.asked(1, 0).observation).toEqual([...expected]);
  });

  test('[AG3] who has not answered at the deadline is replaced by the default action for that step alone', async () => {
    const { table, agents } = makeAgentTable({ agentDeadlineMs: 300 });
    const ann = table.sit('ann');
    await table.settle();
    await table.move(ann, 1);
    await table.clock.advance(299);
    expect(table.lastTurn(0)?.step).toBe(0);
    await table.clock.advance(1);
    expect(table.lastTurn(0)?.step).toBe(1);
    // Too late to count, and no answer to the next question.
    agents.asked(1, 0).answer(choose(1));
    await table.move(ann, 1);
    await table.settle();
    expect(table.lastTurn(0)?.step).toBe(1);
    agents.asked(1, 1).answer(choose(1));
    await table.settle();
    const [first, second] = table.decisions().filter(({ seat }) => seat === 1);
    expect(first).toMatchObject({
      action: 0,
      source: 'default',
      flags: ['agent_timeout', 'fallback:default-action'],
      controller: { kind: 'agent' },
    });
    expect(first).not.toHaveProperty('probabilities');
    expect(second).toMatchObject({ action: 1, source: 'script', flags: [] });
  });

  test('[AG3] the deadline is over before the person moves: the step still resolves with the move', async () => {
    const { table } = makeAgentTable({ agentDeadlineMs: 300 });
    const ann = table.sit('ann');
    await table.settle();
    await table.clock.advance(5000);
    expect(table.lastTurn(0)?.step).toBe(0);
    await table.move(ann, 1);
    await table.settle();
    expect(table.lastTurn(0)?.step).toBe(1);
  });

  test('[AG3] an answer after the deadline still counts while the person thinks', async () => {
    const { table, agents } = makeAgentTable({ agentDeadlineMs: 300 });
    const ann = table.sit('ann');
    await table.settle();
    await table.clock.advance(5000);
    agents.asked(1, 0).answer(choose(1));
    await table.settle();
    await table.move(ann, 1);
    await table.settle();
    expect(table.decisions()[1]).toMatchObject({ seat: 1, action: 1, source: 'script', flags: [] });
  });

  test('[AG4] a scripted fallback is named in the row, and the log replays', async () => {
    const { table } = makeAgentTable({
      agentDeadlineMs: 50,
      agentFallback: 'scripted:always-defect',
      params: { rounds: 1 },
    });
    const ann = table.sit('ann');
    await table.settle();
    await table.move(ann, 0);
    await table.clock.advance(50);
    expect(table.decisions()[1]).toMatchObject({
      action: 1,
      source: 'default',
      flags: ['agent_timeout', 'fallback:scripted:always-defect'],
    });
    expect(table.events('episode.started')[0]?.condition).toMatchObject({
      agentDeadlineMs: 50,
      agentFallback: 'scripted:always-defect',
      programPace: 'immediate',
    });
    expect(() => replay(table.store.events)).not.toThrow();
  });

  test.each([
    ['cannot decide', { kind: 'failed', why: 'no' } as const],
    ['acts outside the space', choose(7)],
    ['says NaN', { kind: 'chosen', choice: { action: 1, value: NaN } } as const],
  ])('[AG5] an agent that %s is replaced at once, flagged agent_failed', async (_what, answer) => {
    const { table, agents } = makeAgentTable();
    const ann = table.sit('ann');
    await table.settle();
    await table.move(ann, 0);
    agents.asked(1, 0).answer(answer);
    await table.settle();
    expect(table.decisions()[1]).toMatchObject({
      action: 0,
      source: 'default',
      flags: ['agent_failed', 'fallback:default-action'],
    });
    expect(table.failures).toEqual([]);
  });

  test('[AG3] the end of the turn is the end for the agent too', async () => {
    const { table } = makeAgentTable({ turnSeconds: 0.2 });
    table.sit('ann');
    await table.clock.advance(200);
    expect(table.decisions()).toMatchObject([
      { seat: 0, source: 'default', flags: [] },
      { seat: 1, source: 'default', flags: ['agent_timeout', 'fallback:default-action'] },
    ]);
  });
});

describe('an agent in a tick game', () => {
  test('[AG6] it sees the situation after a tick and must answer before the next', async () => {
    const others = Array.from({ length: 5 }, () => 'scripted:random');
    const { table, agents } = makeAgentTable({ game: 'harvest', seats: ['person', AGENT, ...others] });
    table.sit('ann');
    await table.settle();
    agents.asked(1, 0).answer({ kind: 'chosen', choice: { action: 4 } });
    await table.clock.advance(125);
    await table.clock.advance(125);
    agents.asked(1, 1).answer({ kind: 'chosen', choice: { action: 4 } });
    agents.asked(1, 2).answer({ kind: 'chosen', choice: { action: 5 } });
    await table.clock.advance(125);
    expect(table.decisions().filter(({ seat }) => seat === 1)).toMatchObject([
      { step: 0, action: 4, source: 'script', flags: [] },
      { step: 1, source: 'default', flags: ['agent_timeout', 'fallback:default-action'] },
      { step: 2, action: 5, source: 'script', flags: [] },
    ]);
  });
});

describe('the deadline of an agent in a tick game', () => {
  const others = Array.from({ length: 5 }, () => 'scripted:random');
  const seats = ['person', AGENT, ...others];

  test('[AG6] an answer within 60 ms counts; a later one is lost, although the tick is yet to come', async () => {
    const { table, agents } = makeAgentTable({ game: 'harvest', seats });
    table.sit('ann');
    await table.clock.advance(60);
    agents.asked(1, 0).answer({ kind: 'chosen', choice: { action: 4 } });
    await table.clock.advance(65);
    await table.clock.advance(61);
    agents.asked(1, 1).answer({ kind: 'chosen', choice: { action: 4 } });
    await table.clock.advance(64);
    expect(table.decisions().filter(({ seat }) => seat === 1)).toMatchObject([
      { step: 0, action: 4, source: 'script', flags: [] },
      { step: 1, source: 'default', flags: ['agent_timeout', 'fallback:default-action'] },
    ]);
    expect(table.events('episode.started')[0]?.condition).toMatchObject({ agentDeadlineMs: 60 });
  });

  test('[AG6] [AG4] the table may say another deadline and another fallback', async () => {
    const { table, agents } = makeAgentTable({
      game: 'harvest',
      seats,
      agentDeadlineMs: 100,
      agentFallback: 'scripted:restrained',
    });
    table.sit('ann');
    await table.clock.advance(99);
    agents.asked(1, 0).answer({ kind: 'chosen', choice: { action: 4 } });
    await table.clock.advance(26);
    await table.clock.advance(125);
    expect(table.decisions().filter(({ seat }) => seat === 1)).toMatchObject([
      { step: 0, action: 4, source: 'script', flags: [] },
      { step: 1, source: 'default', flags: ['agent_timeout', 'fallback:scripted:restrained'] },
    ]);
  });
});

describe('the pace of programs', () => {
  test('[AG7] a fixed pause: neither a script nor an agent moves before it is over', async () => {
    for (const program of ['scripted:always-defect', AGENT]) {
      const agents = makeFakeAgents();
      const setup = {
        game: 'ipd',
        seats: ['person', program],
        programPace: { kind: 'fixed', ms: 700 },
      } as const;
      const table = makeTable({ ...setup, seats: [...setup.seats] }, [], agents);
      const ann = table.sit('ann');
      await table.settle();
      for (const { answer } of agents.questions) answer(choose(1));
      await table.move(ann, 0);
      await table.clock.advance(699);
      expect(table.lastTurn(0)?.step).toBe(0);
      await table.clock.advance(1);
      expect(table.lastTurn(0)?.step).toBe(1);
      expect(table.events('episode.started')[0]?.condition).toMatchObject({ programPace: 'fixed(700)' });
    }
  });

  test('[AG7] the turn ends all the same, with the move that was held back', async () => {
    const { table, agents } = makeAgentTable({ turnSeconds: 1, programPace: { kind: 'fixed', ms: 5000 } });
    const ann = table.sit('ann');
    await table.settle();
    agents.asked(1, 0).answer(choose(1));
    await table.move(ann, 0);
    await table.clock.advance(1000);
    expect(table.decisions()[1]).toMatchObject({ action: 1, source: 'script', flags: [] });
  });

  test('[AG8] where partners are unlabelled, pauses are drawn as people take them, anew each step', () => {
    const { programPace } = tableSpec(
      tableSetupSchema.parse({ game: 'ipd', seats: ['person', 'scripted:random'], partners: 'unlabelled' }),
      createPrograms('test'),
    ) as Extract<ReturnType<typeof tableSpec>, { game: unknown }>;
    expect(programPace).toEqual({ kind: 'lognormal', medianMs: 2000, sigma: 0.5 });
    const delays = Array.from({ length: 4000 }, (_, step) => programDelayMs(programPace, 1, 0, step));
    const sorted = delays.toSorted((a, b) => a - b);
    // exp(N(ln 2000, 0.5)): half of the draws are below 2000, 84.1 % below 2000 e^0.5.
    expect(sorted[2000]).toBeGreaterThan(1930);
    expect(sorted[2000]).toBeLessThan(2070);
    expect(delays.filter((ms) => ms < 2000 * Math.exp(0.5)).length / 4000).toBeCloseTo(0.841, 1);
    expect(programDelayMs(programPace, 1, 0, 17)).toBe(delays[17]);
    expect(programDelayMs(programPace, 1, 1, 17)).not.toBe(delays[17]);
  });

  test('[AG8] measured times are drawn as they were given', () => {
    const ms = [400, 900, 2500];
    const drawn = Array.from({ length: 3000 }, (_, step) =>
      programDelayMs({ kind: 'drawn', ms }, 3, 1, step),
    );
    for (const time of ms) expect(drawn.filter((d) => d === time).length).toBeGreaterThan(900);
  });

  test('[AG7] a game of ticks takes no pace, and an agent is no fallback', () => {
    const programs = createPrograms('test', [], makeFakeAgents());
    const refused = (setup: TableSetupInput) => tableSpec(tableSetupSchema.parse(setup), programs);
    expect(refused({ game: 'harvest', programPace: { kind: 'fixed', ms: 10 } })).toMatchObject({
      ok: false,
      message: expect.stringContaining('ticks'),
    });
    expect(refused({ game: 'ipd', agentFallback: AGENT })).toMatchObject({ ok: false, code: 'bad-message' });
  });

  test('[TA16] two agents alone make a step a second', async () => {
    const { table, agents } = makeAgentTable({ seats: [AGENT, AGENT] });
    table.session.join('eve', 'watch');
    table.session.connected(undefined);
    await table.settle();
    for (const seat of [0, 1]) agents.asked(seat, 0).answer(choose(0));
    await table.clock.advance(999);
    expect(table.session.episode?.step).toBe(0);
    await table.clock.advance(1);
    expect(table.session.episode?.step).toBe(1);
  });
});
