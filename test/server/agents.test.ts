import { afterEach, describe, expect, test } from '@jest/globals';
import { exportLog } from '../../server/export/exportLog.ts';
import { startInferenceThread, type InferenceThread } from '../../server/inference/inferenceThread.ts';
import { createPrograms } from '../../server/players/programs.ts';
import type { DecisionEvent, LogEvent } from '../../shared/log/events.ts';
import { replay } from '../../shared/log/replay.ts';
import { openLogReader } from '../../server/storage/openLogReader.ts';
import { openSqliteStore } from '../../server/storage/sqliteStore.ts';
import { chosen, decisionsOf, recomputed } from '../fixtures/agentLog.ts';
import { openTestAgents, releaseAgent, type TestAgents } from '../fixtures/agents.ts';
import { startArena, type TestArena, type TestSeat } from '../fixtures/arena.ts';
import { readTable } from '../fixtures/readTables.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

const scratch = scratchFolder();
let folders = 0;
const newFolder = (): string => `${scratch()}/${(folders += 1)}`;

/** Even on a busy machine the thread has answered by then. */
const PATIENT = { agentDeadlineMs: 60_000 };

let arena: TestArena | undefined;
let agents: TestAgents | undefined;
afterEach(async () => {
  await arena?.close();
  await agents?.close();
  arena = agents = undefined;
});

async function start(folder: string, startThread?: () => InferenceThread): Promise<TestArena> {
  agents = await openTestAgents({ folder, ...(startThread && { startThread }) });
  arena = await startArena({ programs: createPrograms('test', [], agents.catalogue) });
  return arena;
}

/** Moves in these steps of a turn game, by the step's number. */
async function play(
  seat: TestSeat,
  steps: readonly number[],
  action: (step: number) => number,
): Promise<void> {
  for (const step of steps) {
    await seat.turn((turn) => turn.step === step);
    expect(await seat.move(step, action(step))).toEqual({ ok: true });
  }
}

/** Moves in so many steps, which are all.  @returns the episode */
async function playOut(seat: TestSeat, steps: number, action: (step: number) => number): Promise<string> {
  await play(seat, [...Array(steps).keys()], action);
  return (await seat.ended()).episode;
}

/** A thread whose answers are held back when the test says so, and come when it says so. */
function makeSlowThread() {
  let isHolding = false;
  const held: (() => void)[] = [];
  let heard = (): void => undefined;
  return {
    start: (): InferenceThread => {
      const thread = startInferenceThread();
      return {
        ...thread,
        onReply: (listener) =>
          thread.onReply((reply) => {
            if (!isHolding) return listener(reply);
            held.push(() => listener(reply));
            heard();
          }),
      };
    },
    holdBack: (): void => void (isHolding = true),
    /** Until it has answered and the answer is held back. */
    answered: () => new Promise<void>((resolve) => (held.length > 0 ? resolve() : (heard = resolve))),
    letGo: (): void => {
      for (const answer of held.splice(0)) answer();
    },
  };
}

async function exportedDecisions(folder: string, log: readonly LogEvent[]) {
  const store = openSqliteStore({ folder });
  store.append(log);
  await store.close();
  const reading = openLogReader(folder);
  const out = `${folder}/export`;
  const common = { filter: {}, existing: 'refuse', codeVersion: 'test', now: () => 0 } as const;
  await exportLog({ reader: reading.reader, out, format: 'csv', ...common });
  reading.close();
  return readTable(out, 'decisions', 'csv');
}

describe('trained agents at a table', () => {
  test('[AG16] a person plays one over real sockets; the log says what it thought, replays, and is what the checkpoint does', async () => {
    const folder = newFolder();
    const { ref, id, folder: files } = await releaseAgent(folder, 'tara');
    const { store, person } = await start(folder);
    const ann = await person();
    const seat = await ann.join(await ann.openTable({ game: 'ipd', seats: ['person', ref], ...PATIENT }));
    const info = await seat.table((table) => table.phase === 'playing');
    expect(info.seats[1]).toMatchObject({ kind: 'program', label: 'tara' });
    const episode = await playOut(seat, 16, (step) => step % 2);
    const log = store.episodeEvents(episode);
    const rows = decisionsOf(log, 1);
    expect(rows).toHaveLength(16);
    for (const row of rows) {
      expect(row).toMatchObject({
        source: 'script',
        flags: [],
        controller: { kind: 'agent', id: ref, version: id },
      });
    }
    expect(rows.map(chosen)).toEqual(await recomputed(log, 1, files));
    expect(rows[0]?.probabilities?.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    expect(() => replay(log)).not.toThrow();
  });

  test('[AG17] several in one room remember apart, and again in the next episode', async () => {
    const folder = newFolder();
    const [one, two] = [
      await releaseAgent(folder, 'one', { game: 'harvest', seed: 1 }),
      await releaseAgent(folder, 'two', { game: 'harvest', seed: 2, sharing: 'shared' }),
    ];
    const { store, person } = await start(folder);
    const ann = await person();
    const seats = ['person', one.ref, two.ref, one.ref, one.ref, two.ref, 'scripted:random'];
    const setup = { game: 'harvest', seats, params: { episode: { minimum: 32, cap: 32 } } };
    const seat = await ann.join(await ann.openTable(setup));
    const first = await seat.ended();
    expect(await seat.request('again', {})).toEqual({ ok: true });
    const second = await seat.messages.until<typeof first>(
      'ended',
      ({ episode }) => episode !== first.episode,
    );
    for (const { episode } of [first, second]) {
      const log = store.episodeEvents(episode);
      for (const index of [1, 2, 3, 4, 5]) {
        const rows = decisionsOf(log, index);
        expect(rows).toHaveLength(32);
        const expected = await recomputed(log, index, seats[index] === one.ref ? one.folder : two.folder);
        const inTime = rows.filter(({ flags }) => flags.length === 0);
        // A busy machine may miss a tick; what was in time is what the agent does, whatever was missed before.
        expect(inTime.map(chosen)).toEqual(inTime.map(({ step }) => expected[step]));
        expect(inTime.length).toBeGreaterThan(0);
      }
    }
  });

  test('[AG18] who asks for an agent of another game, other parameters or a path is refused', async () => {
    const folder = newFolder();
    const { ref } = await releaseAgent(folder, 'tara');
    const negotiator = await releaseAgent(folder, 'nora', { game: 'negotiation' });
    const { person } = await start(folder);
    const lobby = await (await person()).lobby();
    for (const [game, agent] of [
      ['coin', ref],
      ['ipd', 'agent:ffffffffffff'],
      ['ipd', `agent:${folder}/released/ipd/tara`],
      ['ipd', 'agent:released/ipd/nobody'],
      ['negotiation', ref],
    ] as const) {
      const reply = await lobby.request('open-table', { game, seats: ['person', agent] });
      expect(reply).toMatchObject({ ok: false, code: 'bad-message' });
    }
    const fits = { game: 'negotiation', seats: ['person', negotiator.ref] };
    expect(await lobby.request('open-table', fits)).toMatchObject({ ok: true });
  });

  test('[AG19] a table keeps its checkpoint when the name comes to mean another one', async () => {
    const folder = newFolder();
    const { ref, id } = await releaseAgent(folder, 'tara');
    const { store, person } = await start(folder);
    const ann = await person();
    const seat = await ann.join(
      await ann.openTable({ game: 'ipd', seats: ['person', ref], params: { rounds: 2 }, ...PATIENT }),
    );
    await seat.turn();
    const { rmSync } = await import('node:fs');
    rmSync(`${folder}/released`, { recursive: true });
    const other = await releaseAgent(folder, 'tara', { seed: 77 });
    expect(other.id).not.toBe(id);
    const episode = await playOut(seat, 2, () => 0);
    for (const { controller } of decisionsOf(store.episodeEvents(episode), 1))
      expect(controller.version).toBe(id);
  });

  test('[AG20] an export carries probabilities, value and checkpoint', async () => {
    const folder = newFolder();
    const { ref, id } = await releaseAgent(folder, 'tara');
    const { store, person } = await start(folder);
    const ann = await person();
    const seat = await ann.join(
      await ann.openTable({ game: 'ipd', seats: ['person', ref], params: { rounds: 3 }, ...PATIENT }),
    );
    const episode = await playOut(seat, 3, () => 0);
    const rows = await exportedDecisions(newFolder(), store.episodeEvents(episode));
    const agent = rows.filter((row) => row['seat'] === 1);
    expect(agent).toHaveLength(3);
    const logged = decisionsOf(store.episodeEvents(episode), 1);
    for (const [i, row] of agent.entries()) {
      expect(row).toMatchObject({ probabilities: logged[i]?.probabilities, value: logged[i]?.value });
      expect(JSON.stringify(row)).toContain(id);
    }
  });
});

describe('agents that are late', () => {
  test('[AG3] a slow policy: the fallback plays, each row says so, and what comes late is never played', async () => {
    const folder = newFolder();
    const { ref } = await releaseAgent(folder, 'tara');
    const slow = makeSlowThread();
    const { store, person } = await start(folder, slow.start);
    const ann = await person();
    const setup = { agentDeadlineMs: 50, agentFallback: 'scripted:tit-for-tat', params: { rounds: 4 } };
    const table = await ann.openTable({ game: 'ipd', seats: ['person', ref], ...setup });
    slow.holdBack();
    const seat = await ann.join(table);
    await play(seat, [0, 1], () => 1);
    await seat.turn((turn) => turn.step === 2);
    await slow.answered();
    // What it thought in the first step comes in the third; what it thinks after that comes never.
    slow.letGo();
    await play(seat, [2, 3], () => 1);
    const { episode } = await seat.ended();
    const log = store.episodeEvents(episode);
    expect(decisionsOf(log, 1).map(({ action, source, flags }) => ({ action, source, flags }))).toEqual(
      [0, 1, 1, 1].map((action) => ({
        action,
        source: 'default',
        flags: ['agent_timeout', 'fallback:scripted:tit-for-tat'],
      })),
    );
    expect(() => replay(log)).not.toThrow();
  });

  test('[AG12] the thread dies in the middle of 20 rooms: all go on with the fallback until it is back', async () => {
    const folder = newFolder();
    const { ref, folder: files } = await releaseAgent(folder, 'tara', { game: 'coin' });
    const { store, person } = await start(folder);
    const here = agents as TestAgents;
    const rooms = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const guest = await person();
        const setup = { game: 'coin', seats: ['person', ref], agentDeadlineMs: 60, params: { steps: 5000 } };
        return guest.join(await guest.openTable({ ...setup, visibility: 'private' }));
      }),
    );
    const lastOfAgents = () =>
      new Map(
        (store.events.filter((e) => e.kind === 'decision' && e.seat === 1) as DecisionEvent[]).map((row) => [
          row.episode,
          row,
        ]),
      );
    let played = 0;
    const move = async (room: TestSeat): Promise<void> => {
      await room.turn((turn) => turn.step === played);
      expect(await room.move(played, played % 4)).toEqual({ ok: true });
    };
    // All rooms step by step, until every agent has decided in time in a step long after the death.
    const back = new Set<string>();
    for (; back.size < rooms.length; played += 1) {
      if (played === 5) await here.threads.at(-1)?.stop();
      await Promise.all(rooms.map(move));
      if (here.threads.length < 2 || played <= 20) continue;
      for (const [episode, { source }] of lastOfAgents()) if (source === 'script') back.add(episode);
    }
    const sources = new Set<string>();
    for (const room of rooms) {
      const { episode } = await room.turn();
      expect(await room.request('leave', {})).toEqual({ ok: true });
      const log = store.episodeEvents(episode);
      expect(log.at(-1)).toMatchObject({ kind: 'episode.ended', reason: 'abandoned' });
      expect(() => replay(log)).not.toThrow();
      const rows = decisionsOf(log, 1);
      for (const { source } of rows) sources.add(source);
      const expected = await recomputed(log, 1, files);
      const inTime = rows.filter(({ flags }) => flags.length === 0);
      // Also after the death: no memory was lost.
      expect(inTime.map(chosen)).toEqual(inTime.map(({ step }) => expected[step]));
      expect(inTime.at(-1)?.step).toBeGreaterThan(20);
    }
    expect([...sources].sort()).toEqual(['default', 'script']);
    expect(here.inference.restarts).toBe(1);
  });
});
