import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LogEvent } from '../../shared/log/events.ts';
import { replay } from '../../shared/log/replay.ts';
import { LogEventRefused } from '../../server/storage/episodeLedger.ts';
import { MemoryStore } from '../../server/storage/memoryStore.ts';
import { openSqliteStore } from '../../server/storage/sqliteStore.ts';
import type { ResearchStore } from '../../server/storage/store.ts';
import { makeEpisodeLog, person } from '../fixtures/episodeLog.ts';
import { removeTemporaryFolders, temporaryFolder } from '../fixtures/temporaryFolder.ts';

const STORES: readonly (readonly [string, () => ResearchStore])[] = [
  ['memory', () => new MemoryStore()],
  ['sqlite', () => openSqliteStore({ folder: temporaryFolder() })],
];

afterAll(removeTemporaryFolders);

describe.each(STORES)('the %s store', (_name, open) => {
  let store: ResearchStore;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());

  const keep = async (events: readonly LogEvent[]): Promise<void> => {
    store.append(events);
    await store.durable();
  };

  test('[ST1] gives an episode back event by event, in order, and it replays', async () => {
    const events = makeEpisodeLog({ game: 'negotiation', controllers: [person('p-1')] });
    const decision = events[1] as LogEvent & { kind: 'decision' };
    const agent = { ...decision, probabilities: [0.25, 0.75], value: -0.5, flags: ['late', 'held'] };
    const change: LogEvent = {
      kind: 'seat.changed',
      episode: 'episode-1',
      step: 0,
      seat: 0,
      from: person('p-1'),
      to: { kind: 'agent', id: 'agent:a', version: 'v' },
      reason: 'dropped',
      at: 1.5,
    };
    const all = [events[0] as LogEvent, agent, change, ...events.slice(2)];
    await keep(all);
    expect(store.episodeEvents('episode-1')).toEqual(all);
    expect(replay(store.episodeEvents('episode-1')).steps).toBe(50);
    expect(store.episodeEvents('nobody')).toEqual([]);
  });

  test('[ST1] many rooms write at once and none sees the events of another', async () => {
    const logs = ['a', 'b', 'c'].map((episode, seed) => makeEpisodeLog({ episode, seed, game: 'coin' }));
    await Promise.all(
      logs.map(async (events) => {
        for (const event of events) await keep([event]);
      }),
    );
    expect(['a', 'b', 'c'].map((episode) => store.episodeEvents(episode))).toEqual(logs);
  });

  test('[ST2] nothing is readable before it is durable, and everything once it is', async () => {
    const events = makeEpisodeLog();
    store.append(events.slice(0, 4));
    expect(store.pendingEvents).toBe(4);
    expect(store.episodeEvents('episode-1')).toEqual([]);
    const committed = store.durable();
    await store.durable();
    await committed;
    expect(store.pendingEvents).toBe(0);
    expect(store.episodeEvents('episode-1')).toEqual(events.slice(0, 4));
    expect(store.healthy).toBe(true);
    await store.durable();
  });

  test('[ST3] an event changed after it was appended is stored as it was', async () => {
    const events = structuredClone(makeEpisodeLog());
    store.append(events);
    const rewards = events[3] as { rewards: number[] };
    const before = [...rewards.rewards];
    rewards.rewards[0] = 99;
    await store.durable();
    expect(store.episodeEvents('episode-1')[3]).toMatchObject({ rewards: before });
  });

  test.each([
    [
      'a second start',
      (log: readonly LogEvent[]) => [...log.slice(0, 3), log[0]],
      'expected a new id, got one that is taken',
    ],
    [
      'a second decision of a seat',
      (log: readonly LogEvent[]) => [...log.slice(0, 2), log[1]],
      'got a second',
    ],
    ['a decision of a later step', (log: readonly LogEvent[]) => [log[0], log[4]], 'expected step 0, got 1'],
    ['rewards of a later step', (log: readonly LogEvent[]) => [log[0], log[6]], 'expected step 0, got 1'],
    ['an event after the end', (log: readonly LogEvent[]) => [...log, log[1]], 'expected a running episode'],
    ['an event before the start', (log: readonly LogEvent[]) => [log[1]], 'expected a running episode'],
    ['not a number', (log: readonly LogEvent[]) => [log[0], { ...log[1], tServer: Number.NaN }], 'tServer'],
  ])('[ST4] %s is refused by name and what came before it stays', async (_what, make, message) => {
    const events = make(makeEpisodeLog()) as LogEvent[];
    const append = (): void => store.append(events);
    expect(append).toThrow(LogEventRefused);
    await store.durable();
    const kept = store.episodeEvents('episode-1');
    expect(kept).toEqual(events.slice(0, -1));
    expect(() => store.append(events.slice(-1))).toThrow(message);
  });

  test('[ST4] the id of a stored episode cannot start again', async () => {
    await keep(makeEpisodeLog());
    expect(() => store.append(makeEpisodeLog())).toThrow('expected a new id, got one that is taken');
  });

  test('[ST5] episodes are listed in order of start, by game and by time', async () => {
    await keep([
      ...makeEpisodeLog({ episode: 'z', at: 100 }),
      ...makeEpisodeLog({ episode: 'b', at: 200, game: 'coin' }),
      ...makeEpisodeLog({ episode: 'a', at: 300 }),
    ]);
    expect([...store.episodeIds({})]).toEqual(['z', 'b', 'a']);
    expect([...store.episodeIds({ game: 'ipd' })]).toEqual(['z', 'a']);
    expect([...store.episodeIds({ since: 200 })]).toEqual(['b', 'a']);
    expect([...store.episodeIds({ game: 'ipd', since: 101 })]).toEqual(['a']);
  });

  test('[ST6] a participant is found by the hash of its secret only, and is unique', async () => {
    const row = { participant: 'p-1', secretHash: 'ab'.repeat(32), createdAt: 5 };
    await store.addParticipant(row);
    expect(store.participantBySecretHash(row.secretHash)).toEqual(row);
    expect(store.participantBySecretHash('p-1')).toBeUndefined();
    await expect(store.addParticipant(row)).rejects.toThrow(RangeError);
    await expect(store.addParticipant({ ...row, participant: 'p-2' })).rejects.toThrow(RangeError);
    await store.addConsent({ participant: 'p-1', given: true, textVersion: '1', at: 6 });
    await expect(
      store.addConsent({ participant: 'p-9', given: true, textVersion: '1', at: 6 }),
    ).rejects.toThrow(RangeError);
  });

  test('[ST7] marking cut episodes leaves those alone that this process plays', async () => {
    await keep(makeEpisodeLog({ cutAfter: 3, end: null }));
    expect(await store.markCutEpisodes(1)).toEqual([]);
  });

  test('[ST8] closing saves what is buffered; afterwards nothing is taken', async () => {
    store.append(makeEpisodeLog());
    await store.close();
    expect(store.pendingEvents).toBe(0);
    expect(() => store.append(makeEpisodeLog({ episode: 'late' }))).toThrow('closed');
    await store.close();
  });
});
