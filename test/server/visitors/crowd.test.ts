import { afterEach, expect, test } from '@jest/globals';
import { runCrowd } from '../../../server/visitors/crowd.ts';
import { FrontDoor } from '../../../server/visitors/frontDoor.ts';
import { RemotePlayer } from '../../../server/visitors/remotePlayer.ts';
import { TableVisit } from '../../../server/visitors/tableVisit.ts';
import { Tally, type GamePlayed } from '../../../server/visitors/tally.ts';
import { habitsOf } from '../../../server/visitors/styles.ts';
import { systemClock } from '../../../server/systemClock.ts';
import { replay } from '../../../shared/log/replay.ts';
import { RandomStream } from '../../../shared/random.ts';
import { scriptedPlayer } from '../../../shared/scripted/registry.ts';
import { isSimulated, simulatedLabel } from '../../../shared/simulated.ts';
import { startArena, type TestArena } from '../../fixtures/arena.ts';

let arena: TestArena | undefined;
afterEach(async () => {
  await arena?.close();
  arena = undefined;
});

/** Calls back at every game that is over. */
class HeardTally extends Tally {
  readonly #heard: (games: readonly GamePlayed[]) => void;

  constructor(heard: (games: readonly GamePlayed[]) => void) {
    super();
    this.#heard = heard;
  }

  override played(game: GamePlayed): void {
    super.played(game);
    this.#heard(this.games);
  }
}

test('[SV1] a crowd plays whole games through the front door, and every one of its ids says so', async () => {
  arena = await startArena({ offerAfterMs: 50 });
  const enough = new AbortController();
  const tally = new HeardTally((games) => {
    if (games.filter(({ end }) => end === 'ended').length >= 8) enough.abort();
  });
  await runCrowd({
    url: arena.arena.url,
    people: 6,
    style: 'mixed',
    games: ['ipd', 'negotiation'],
    minutes: 9,
    seed: 3,
    speed: 200,
    clock: systemClock,
    signal: enough.signal,
    tally,
  });
  expect([...tally.errors.keys(), ...arena.errors]).toEqual([]);
  expect(new Set(tally.games.map(({ game }) => game))).toEqual(new Set(['ipd', 'negotiation']));
  const logs = [...arena.store.episodeIds()].map((id) => arena?.store.episodeEvents(id) ?? []);
  const whole = logs.filter((log) => log.at(-1)?.kind === 'episode.ended');
  expect(whole.length).toBeGreaterThan(3);
  for (const log of whole) replay(log);
  const people = arena.store.participants.map(({ participant }) => participant);
  expect(people.every(isSimulated)).toBe(true);
  expect(new Set(people.map(simulatedLabel))).toEqual(
    new Set(['crowd:fair', 'crowd:greedy', 'crowd:forgiving', 'crowd:idle']),
  );
});

async function visit(tally: Tally, habits: Partial<ReturnType<typeof habitsOf>>): Promise<string> {
  arena = await startArena();
  const door = new FrontDoor(arena.arena.url);
  const { secret } = await door.arrive('crowd:fair');
  const tableId = await door.openTable(secret, { game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
  await new TableVisit({
    door,
    clock: systemClock,
    rng: new RandomStream(1, 'visit'),
    tally,
    signal: new AbortController().signal,
    secret,
    tableId,
    speed: 100,
    person: 0,
    playerName: 'fair',
    habits: {
      ...habitsOf('fair', 'turns'),
      again: 0,
      lookAway: 0,
      walkOut: 0,
      reload: 0,
      mistake: 0,
      ...habits,
    },
    begin: ({ params }, seat) =>
      new RemotePlayer({ definition: scriptedPlayer('ipd', 'grim'), game: 'ipd', params, seat, seed: 1 }),
    company: () => undefined,
  }).run();
  const [episode = ''] = arena.store.episodeIds();
  return episode;
}

test('[SV3] who reloads again and again has the same seat each time and plays to the end', async () => {
  const tally = new Tally();
  const episode = await visit(tally, { reload: 0.3 });
  expect(tally.counts.reloads).toBeGreaterThan(2);
  expect(tally.games).toEqual([{ game: 'ipd', player: 'fair', person: 0, end: 'ended', ownReturn: -16 }]);
  expect([...tally.errors]).toEqual([]);
  const decisions = (arena?.store.episodeEvents(episode) ?? []).filter((event) => event.kind === 'decision');
  expect(decisions.filter(({ source }) => source === 'input')).toHaveLength(16);
});

test('[SV3] whose seat somebody else took meanwhile is refused in words that a visitor understands', async () => {
  arena = await startArena();
  const door = new FrontDoor(arena.arena.url);
  const [host, late] = [await door.arrive('crowd:fair'), await door.arrive('crowd:idle')];
  const setup = { game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] };
  const tableId = await door.openTable(host.secret, setup);
  await expect(door.sit(late.secret, tableId)).rejects.toMatchObject({ name: 'Refused', code: 'full' });
});

test('[SV3] who walks out is gone for good, and that is no error', async () => {
  const tally = new Tally();
  await visit(tally, { walkOut: 1 });
  expect(tally.games).toMatchObject([{ end: 'walked out', ownReturn: undefined }]);
  expect(tally.counts).toMatchObject({ 'walked out': 1, decisions: 0 });
  expect([...tally.errors]).toEqual([]);
});
