import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  consentingEpisodes,
  NO_EPISODES,
  type ConsentCounts,
  type ConsentingSelection,
} from '../../../server/storage/consentingEpisodes.ts';
import { openLogReader } from '../../../server/storage/openLogReader.ts';
import { openSqliteStore, type SqliteStore } from '../../../server/storage/sqliteStore.ts';
import type { ControllerTag, LogEvent } from '../../../shared/log/events.ts';
import { makeEpisodeLog, person, SCRIPTED, tampered } from '../../fixtures/episodeLog.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

const folder = temporaryFolder();
let store: SqliteStore;

async function join(participant: string, ...answers: readonly boolean[]): Promise<void> {
  await store.addParticipant({ participant, secretHash: `hash of ${participant}`, createdAt: 1 });
  for (const [at, given] of answers.entries())
    await store.addConsent({ participant, given, textVersion: '1', at });
}

function played(episode: string, ...controllers: readonly ControllerTag[]): LogEvent[] {
  return makeEpisodeLog({ episode, controllers });
}

beforeAll(async () => {
  store = openSqliteStore({ folder });
  await join('p-yes', true);
  await join('p-also', false, true);
  await join('p-no', false);
  await join('p-silent');
  await join('p-withdrew', true, false);
  await join('sim-crowd:fair.x', true);
  await join('sim-crowd:sly.x');
  store.append([
    ...played('both', person('p-yes'), person('p-also')),
    ...played('alone', SCRIPTED, person('p-yes')),
    ...played('programs', SCRIPTED, SCRIPTED),
    ...played('no', person('p-yes'), person('p-no')),
    ...played('silent', person('p-silent'), SCRIPTED),
    ...played('withdrew', person('p-yes'), person('p-withdrew')),
    ...played('stranger', person('p-yes'), person('p-unknown')),
    ...played('simulated', person('p-yes'), person('sim-crowd:fair.x')),
    ...played('sly', SCRIPTED, person('sim-crowd:sly.x')),
    ...played('attacked', SCRIPTED, person('sim-exploiter:grim.x')),
    ...played('mixed', person('p-no'), person('sim-crowd:fair.x')),
    ...makeEpisodeLog({ episode: 'running', controllers: [person('p-yes')], cutAfter: 2, end: null }),
    ...makeEpisodeLog({ episode: 'coin', game: 'coin', controllers: [person('p-yes')], at: 5 }),
    ...cameLate(),
  ]);
  await store.durable();
});
afterAll(async () => {
  await store.close();
  removeTemporaryFolders();
});

/** Somebody who has not agreed held the seat for one step in the middle, and stands in no header. */
function cameLate(): LogEvent[] {
  const events = played('late', person('p-yes'), SCRIPTED);
  return tampered(events, (event) => event.kind === 'decision' && event.step === 3 && event.seat === 1, {
    controller: person('p-no'),
  });
}

function read(selection: Partial<ConsentingSelection> = {}) {
  const counts: ConsentCounts = { ...NO_EPISODES };
  const log = openLogReader(folder);
  try {
    const episodes = [...consentingEpisodes(log.reader, { simulated: 'left-out', ...selection }, counts)];
    return { episodes, ids: episodes.map(([start]) => start?.episode), counts };
  } finally {
    log.close();
  }
}

test('[PE1] only ended episodes come out whose people have all agreed, and nothing else of the others', () => {
  const { episodes, ids, counts } = read();
  expect(ids).toEqual(['both', 'alone', 'coin']);
  expect(counts).toEqual({ given: 3, withoutConsent: 5, simulated: 3, exploiters: 1 });
  const text = JSON.stringify(episodes);
  for (const id of ['p-no', 'p-silent', 'p-withdrew', 'p-unknown']) expect(text).not.toContain(`"${id}"`);
});

test('[PE1] programs that played people are left out, or taken along without being asked, but not past people; exploiters never', () => {
  expect(read().ids).not.toContain('simulated');
  const { ids, counts } = read({ simulated: 'taken-along' });
  expect(ids).toEqual(['both', 'alone', 'simulated', 'sly', 'coin']);
  expect(counts).toEqual({ given: 5, withoutConsent: 6, simulated: 0, exploiters: 1 });
});

test('[PE1] game and time choose among them', () => {
  expect(read({ game: 'coin' }).ids).toEqual(['coin']);
  expect(read({ since: 6 }).ids).toEqual(['both', 'alone']);
});

test('[PE1] the answer of now counts: who takes consent back takes all episodes back, and may give it again', async () => {
  await store.addConsent({ participant: 'p-also', given: false, textVersion: '1', at: 9 });
  expect(read().ids).toEqual(['alone', 'coin']);
  await store.addConsent({ participant: 'p-also', given: true, textVersion: '1', at: 10 });
  expect(read().ids).toEqual(['both', 'alone', 'coin']);
});
