import { expect, test } from '@jest/globals';
import { Latencies } from '../../server/bench/latencies.ts';
import { openRoom } from '../../server/bench/scenarios.ts';
import { TABLE_ROOM } from '../../shared/protocol/table.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/reply.ts';
import { startArena } from '../fixtures/arena.ts';

test('[OP12] latencies of several processes add up to their quantiles', () => {
  const [one, two] = [new Latencies(), new Latencies()];
  for (let ms = 1; ms <= 100; ms += 1) (ms % 2 === 0 ? one : two).record(ms);
  const sum = new Latencies(
    Array.from({ length: 1001 }, (_, i) => (one.counts[i] ?? 0) + (two.counts[i] ?? 0)),
  );
  expect([sum.count, sum.quantile(0.5), sum.quantile(0.99)]).toEqual([100, 50, 99]);
  expect(new Latencies().quantile(0.5)).toBe(Infinity);
});

test.each([
  ['turns', 'ipd', 2],
  ['harvest', 'harvest', 7],
] as const)(
  '[OP12] the generated clients of %s play by the protocol: nothing of theirs is refused',
  async (scenario, game, seats) => {
    const arena = await startArena();
    try {
      const people = await Promise.all(Array.from({ length: seats }, () => arena.person()));
      const tableId =
        (await people[0]?.openTable({ game, params: game === 'ipd' ? { rounds: 2 } : {} })) ?? '';
      const places = people.map(({ identity: { secret } }) => ({
        roomName: TABLE_ROOM,
        roomId: tableId,
        options: { protocol: PROTOCOL_VERSION, secret, as: 'play' },
      }));
      const room = await openRoom(scenario, arena.arena.port, places);
      room.latencies = new Latencies();
      // Three episodes of two rounds, or some ticks.
      while (room.latencies.count < 12) {
        room.beat();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(room.closed).toBe(0);
      expect(arena.arena.monitor.figures().refusals).toEqual({});
      const inputs = arena.store.events.filter(
        (event) => event.kind === 'decision' && event.source === 'input',
      );
      expect(inputs.length).toBeGreaterThan(0);
    } finally {
      await arena.close();
    }
  },
);
