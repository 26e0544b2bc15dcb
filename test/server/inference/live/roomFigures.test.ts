import { describe, expect, test } from '@jest/globals';
import { RoomFigures } from '../../../../server/inference/live/roomFigures.ts';
import { MEASURE } from '../../../../shared/lifecycle/limits.ts';
import type { LogEvent } from '../../../../shared/log/events.ts';
import { agentId } from '../../../fixtures/lives.ts';
import { makeRoomLog } from '../../../fixtures/roomLog.ts';

const [A, B] = [agentId('a'), agentId('b')];

describe('figures of agents in rooms', () => {
  test('[LV6] are returns a step of its seats and of its partners, and shares of decisions missed and failed', () => {
    const figures = new RoomFigures();
    // Two steps each: 4 / 2 = 2 and 2 / 2 = 1 for the agent, 6 / 2 = 3 and 0 for its partners.
    figures.take(makeRoomLog({ agent: A, returns: [6, 4], flags: [['agent_timeout'], []] }));
    figures.take(makeRoomLog({ agent: A, returns: [0, 2], flags: [['agent_failed'], []] }));
    figures.take(makeRoomLog({ agent: B, returns: [1, 3], flags: [[], []] }));
    figures.take(makeRoomLog({ agent: B, returns: [3, 5], flags: [[], []] }));
    const measures = figures.inRooms('ipd', A, B);
    expect(measures[MEASURE.returns]).toEqual({ mean: 1.5, standardError: 0.5, n: 2 });
    expect(measures[MEASURE.misses]).toEqual({
      mean: 0.25,
      standardError: Math.sqrt((0.25 * 0.75) / 4),
      n: 4,
    });
    expect(measures[MEASURE.faults]).toMatchObject({ mean: 0.25, n: 4 });
    // 1.5 - 2 with errors of 0.5 and 0.5; partners 1.5 - 1 with errors of 1.5 and 0.5.
    expect(measures[MEASURE.fellShort]).toEqual({ mean: -0.5, standardError: Math.hypot(0.5, 0.5), n: 2 });
    expect(measures[MEASURE.partnersFellShort]).toEqual({
      mean: 0.5,
      standardError: Math.hypot(1.5, 0.5),
      n: 2,
    });
    expect(measures[MEASURE.moreMisses]).toMatchObject({ mean: 0.25, n: 4 });
  });

  test('[LV6] leave the returns of broken-off episodes out, and whoever plays under another name', () => {
    const figures = new RoomFigures();
    figures.take(makeRoomLog({ agent: A, returns: [6, 4], reason: 'abandoned' }));
    figures.take(makeRoomLog({ agent: A, returns: [6, 4], ref: `agent:${A}` }));
    expect(figures.inRooms('ipd', A, null)).toMatchObject({
      [MEASURE.returns]: { n: 0 },
      [MEASURE.misses]: { n: 2 },
    });
  });

  test('[LV6] look back on the last 200 episodes', () => {
    const figures = new RoomFigures();
    for (let i = 0; i < 100; i += 1) figures.take(makeRoomLog({ agent: A, returns: [0, 0] }));
    for (let i = 0; i < 200; i += 1) figures.take(makeRoomLog({ agent: A, returns: [0, 2] }));
    expect(figures.inRooms('ipd', A, null)[MEASURE.returns]).toEqual({ mean: 1, standardError: 0, n: 200 });
  });

  test('[LV6] count an episode once, however many seats the agent had in it', () => {
    const figures = new RoomFigures();
    const log = makeRoomLog({ agent: A, returns: [6, 4], flags: [['agent_timeout'], []] });
    // The agent in both seats: one mean of its seats, (6 + 4) / 2 / 2, nobody beside it, and all decisions.
    const everywhere = log.map((event): LogEvent => {
      if (event.kind === 'episode.started')
        return {
          ...event,
          occupants: event.occupants.map((one) => ({
            ...one,
            controller: event.occupants[1]?.controller ?? one.controller,
          })),
        };
      return event;
    });
    figures.take(everywhere);
    figures.take(makeRoomLog({ agent: A, returns: [0, 1], flags: [[], []] }));
    const measures = figures.inRooms('ipd', A, B);
    expect(measures[MEASURE.returns]).toEqual({ mean: 1.5, standardError: 1, n: 2 });
    expect(measures[MEASURE.misses]).toMatchObject({ mean: 1 / 6, n: 6 });
    expect(measures[MEASURE.partnersFellShort]).toMatchObject({ mean: 0 });
  });

  test('[LV7] a shadow that is only starting is not called late; one that never answers is', () => {
    const figures = new RoomFigures();
    const missed = { kind: 'missed', msLonger: null, agreement: null } as const;
    const answered = (agreement: number) => ({ kind: 'answered', msLonger: 4, agreement }) as const;
    for (let i = 0; i < 30; i += 1) figures.compared('ipd', A, missed);
    for (const comparison of [answered(1), answered(0.5), missed, answered(0.75)])
      figures.compared('ipd', A, comparison);
    expect(figures.inShadow('ipd', A)).toMatchObject({
      [MEASURE.misses]: { mean: 0.25, n: 4 },
      [MEASURE.agreement]: { mean: 0.75, n: 3 },
      [MEASURE.shadowMs]: { mean: 4, n: 3 },
    });
    for (let i = 0; i < 700; i += 1) figures.compared('ipd', B, missed);
    expect(figures.inShadow('ipd', B)[MEASURE.misses]).toEqual({ mean: 1, standardError: 0, n: 200 });
  });
});
