import { afterEach, expect, test } from '@jest/globals';
import { createPrograms } from '../../server/players/programs.ts';
import { replay } from '../../shared/log/replay.ts';
import { chosen, decisionsOf, recomputed } from '../fixtures/agentLog.ts';
import { openTestAgents, releaseAgent, type TestAgents } from '../fixtures/agents.ts';
import { startArena, type TestArena, type TestSeat } from '../fixtures/arena.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

const scratch = scratchFolder();
const STEPS = 24;
const SEATS = 7;

let arena: TestArena | undefined;
let agents: TestAgents | undefined;
afterEach(async () => {
  await arena?.close();
  await agents?.close();
  arena = agents = undefined;
});

/** Opens a table for so many people, the rest agents, and seats everybody through the front door. */
async function gather(here: TestArena, people: number, ref: string): Promise<readonly TestSeat[]> {
  const guests = await Promise.all(Array.from({ length: people }, () => here.person()));
  const seats = Array.from({ length: SEATS }, (_, seat) => (seat < people ? 'person' : ref));
  const params = { episode: { minimum: STEPS, cap: STEPS } };
  const tableId = (await guests[0]?.openTable({ game: 'harvest', seats, params })) ?? '';
  const taken: TestSeat[] = [];
  for (const guest of guests) taken.push(await guest.join(tableId));
  return taken;
}

test.each([1, 3, 7])(
  '[AG17] [AG6] %i of seven seats are people’s, the others agents’: all play in one room at eight ticks a second, each agent with a memory of its own',
  async (people) => {
    const folder = `${scratch()}/${people}`;
    const { ref, id, folder: files } = await releaseAgent(folder, 'hana', { game: 'harvest', seed: 5 });
    agents = await openTestAgents({ folder });
    arena = await startArena({ programs: createPrograms('test', [], agents.catalogue) });
    const { store, errors } = arena;
    const guests = await gather(arena, people, ref);
    for (const [i, guest] of guests.entries()) {
      await guest.turn();
      expect(await guest.request('hold', { action: 1 + i, tShown: 1, tInput: 2 })).toEqual({ ok: true });
    }
    const ends = await Promise.all(guests.map((guest) => guest.ended()));
    const { episode, steps } = ends[0] as (typeof ends)[0];
    expect(steps).toBe(STEPS);
    const log = store.episodeEvents(episode);
    expect(log[0]).toMatchObject({ condition: { ticksPerSecond: 8, agentDeadlineMs: 60 } });
    for (let seat = 0; seat < SEATS; seat += 1) {
      const rows = decisionsOf(log, seat);
      expect(rows).toHaveLength(STEPS);
      if (seat < people) {
        const pressed = rows.filter(({ source }) => source === 'input');
        expect(pressed.length).toBeGreaterThan(0);
        expect(new Set(pressed.map(({ action }) => action))).toEqual(new Set([1 + seat]));
        continue;
      }
      const inTime = rows.filter(({ source }) => source === 'script');
      const missed = rows.filter(({ source }) => source !== 'script');
      expect(rows.every(({ controller }) => controller.version === id)).toBe(true);
      for (const { flags } of missed) expect(flags).toEqual(['agent_timeout', 'fallback:default-action']);
      // A busy machine may miss a tick; what was in time is what the agent does in this seat alone.
      const expected = await recomputed(log, seat, files);
      expect(inTime.length).toBeGreaterThan(0);
      expect(inTime.map(chosen)).toEqual(inTime.map(({ step }) => expected[step]));
    }
    expect(() => replay(log)).not.toThrow();
    expect(errors).toEqual([]);
  },
);
