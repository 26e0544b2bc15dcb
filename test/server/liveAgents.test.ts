import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { CheckpointFacts } from '../../models/checkpoints/checkpoint.ts';
import { createPrograms } from '../../server/players/programs.ts';
import { systemClock } from '../../server/systemClock.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Catalogue } from '../../shared/protocol/http.ts';
import type { TableSetupInput } from '../../shared/protocol/lobby.ts';
import { releaseAgent } from '../fixtures/agents.ts';
import { startArena, type TestArena, type TestSeat } from '../fixtures/arena.ts';
import { makeAgent } from '../fixtures/checkpoint.ts';
import { openTestLive, type TestLive } from '../fixtures/openLive.ts';
import { plantAgent, KIND_TIT_FOR_TAT, TIT_FOR_TAT } from '../fixtures/plantedAgents.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

const scratch = scratchFolder();
let folders = 0;
const newFolder = (): string => `${scratch()}/${(folders += 1)}`;
const LIVE = 'agent:live/ipd';
/** Two rounds; even on a busy machine the thread has started by the end of the first. */
const TABLE: TableSetupInput = {
  game: 'ipd',
  params: { rounds: 2 },
  seats: ['person', LIVE],
  agentDeadlineMs: 60_000,
  turnSeconds: 600,
};

let arena: TestArena | undefined;
let agents: TestLive | undefined;
afterEach(async () => {
  await arena?.close();
  await agents?.close();
  arena = agents = undefined;
});

/** @param clock by which shadows are timed */
async function start(
  folder: string,
  clock: Clock = systemClock,
): Promise<{ readonly arena: TestArena; readonly agents: TestLive }> {
  agents = await openTestLive(folder, clock);
  const { live, catalogue } = agents;
  arena = await startArena({
    programs: createPrograms('test', [], catalogue),
    onEvents: (events) => live.take(events),
  });
  return { arena, agents };
}

async function sit({ person }: TestArena, setup: TableSetupInput): Promise<TestSeat> {
  const ann = await person();
  return ann.join(await ann.openTable(setup));
}

/** Plays the episode that is on to its end.  @returns its id */
async function playOut(seat: TestSeat, before: readonly string[] = []): Promise<string> {
  for (const step of [0, 1]) {
    await seat.turn((turn) => turn.step === step && !before.includes(turn.episode));
    expect(await seat.move(step, 0)).toEqual({ ok: true });
  }
  const ended = await seat.messages.until<{ readonly episode: string }>(
    'ended',
    ({ episode }) => !before.includes(episode),
  );
  return ended.episode;
}

/** Checkpoint that the log's header has in seat 1, by episode. */
function versionIn({ store }: TestArena, episode: string): string | null | undefined {
  const started = store.events.find((event) => event.kind === 'episode.started' && event.episode === episode);
  return started?.kind === 'episode.started' ? started.occupants[1]?.controller.version : undefined;
}

test('[LV1] a promotion from outside counts at the next episode of a table, and not before; the log has the hash', async () => {
  const folder = newFolder();
  const { id: old } = await releaseAgent(folder, 'tara');
  const { id: next } = await plantAgent(join(folder, 'agents'), TIT_FOR_TAT);
  const { arena, agents } = await start(folder);
  const [seat, study] = [await sit(arena, TABLE), await sit(arena, { ...TABLE, study: 'May' })];
  await seat.turn();
  await study.turn();
  await agents.place(next, 'live');
  await agents.live.lifecycle.look();
  const first = await playOut(seat);
  const firstOfStudy = await playOut(study);
  await seat.request('again', {});
  const second = await playOut(seat, [first]);
  await study.request('again', {});
  const secondOfStudy = await playOut(study, [firstOfStudy]);
  const versions = [first, second, firstOfStudy, secondOfStudy].map((episode) => versionIn(arena, episode));
  expect(versions).toEqual([old, next, old, old]);
  const decisions = arena.store.events.filter(
    (event) => event.kind === 'decision' && event.episode === second,
  );
  expect(decisions).toContainEqual(
    expect.objectContaining({ source: 'script', controller: { kind: 'agent', id: LIVE, version: next } }),
  );
  expect(arena.errors).toEqual([]);
});

test('[LV2] rooms of a study stay with the agent that it began with, also in new rooms and after a restart', async () => {
  const folder = newFolder();
  const { id: old } = await releaseAgent(folder, 'tara');
  const { id: next } = await plantAgent(join(folder, 'agents'), TIT_FOR_TAT);
  const first = await start(folder);
  await playOut(await sit(first.arena, { ...TABLE, study: 'May' }));
  await agents?.place(next, 'live');
  await arena?.close();
  await agents?.close();
  const again = await start(folder);
  expect(again.agents.live.cast.of('ipd').live?.id).toBe(next);
  const may = await playOut(await sit(again.arena, { ...TABLE, study: 'May' }));
  const june = await playOut(await sit(again.arena, { ...TABLE, study: 'June' }));
  expect([may, june].map((episode) => versionIn(again.arena, episode))).toEqual([old, next]);
});

test('[LV3] a shadow is asked in live rooms and never played; what it would have done is compared', async () => {
  const folder = newFolder();
  await releaseAgent(folder, 'tara');
  const { id: shadow } = await plantAgent(join(folder, 'agents'), KIND_TIT_FOR_TAT);
  const { arena, agents } = await start(folder, { ...systemClock, now: () => 1_000_000 });
  await agents.place(shadow, 'shadow');
  await agents.live.lifecycle.look();
  const seat = await sit(arena, TABLE);
  const compared = new Promise<void>((resolve) => {
    const { figures } = agents.live;
    const before = figures.compared.bind(figures);
    figures.compared = (...args) => {
      before(...args);
      resolve();
    };
  });
  const episode = await playOut(seat);
  expect(versionIn(arena, episode)).not.toBe(shadow);
  await compared;
  const [standing] = agents.live.lifecycle.standings();
  expect(standing).toMatchObject({ step: 'shadow', agent: shadow, verdict: { kind: 'wait' } });
  expect(JSON.stringify(arena.store.events)).not.toContain(shadow);
});

test('[LV4] an agent that the gate examines or has refused is not offered; the live one is, first among agents', async () => {
  const folder = newFolder();
  const { id } = await releaseAgent(folder, 'tara');
  const { id: bad, ref } = await plantAgent(join(folder, 'agents'), TIT_FOR_TAT);
  const { arena, agents } = await start(folder);
  const offered = async () => {
    const catalogue = (await (await fetch(`${arena.arena.url}/api/catalogue`)).json()) as Catalogue;
    const players = catalogue.games.find((game) => game.id === 'ipd')?.players ?? [];
    return players.filter((player) => player.ref.startsWith('agent:'));
  };
  expect(await offered()).toMatchObject([
    { ref: LIVE, label: 'current agent', checkpoint: id },
    { ref: 'agent:released/ipd/tara' },
    { ref },
  ]);
  await agents.place(bad, 'refused');
  await agents.live.lifecycle.look();
  expect((await offered()).map((player) => player.ref)).toEqual([LIVE, 'agent:released/ipd/tara']);
});

test('[LV4] models of people and what trainer and gate made for themselves are not offered; exploiters are', async () => {
  const folder = newFolder();
  await releaseAgent(folder, 'tara');
  const plant = (seed: number, facts: Partial<CheckpointFacts>) =>
    plantAgent(join(folder, 'agents'), TIT_FOR_TAT, { seed, facts });
  const { training } = makeAgent().facts;
  const exploits = { ref: 'agent:released/ipd/tara', version: 'e'.repeat(64) };
  const exploiter = await plant(2, { exploits });
  const hidden = [
    await plant(3, { algorithm: 'behaviour-cloning' }),
    await plant(4, { training: { ...training, command: 'background trainer, turn 7' } }),
    await plant(5, { training: { ...training, command: 'background trainer, turn 8' }, exploits }),
    await plant(6, { training: { ...training, command: 'gate, best response to agent:123' }, exploits }),
  ];
  const { catalogue } = (await start(folder)).agents;
  expect(catalogue.offers('ipd').map(({ ref }) => ref)).toEqual([
    LIVE,
    'agent:released/ipd/tara',
    exploiter.ref,
  ]);
  // Who knows their names may play them all the same.
  for (const { ref } of hidden) {
    await catalogue.prepare([ref]);
    expect(catalogue.resolve('ipd', ref)).toMatchObject({ ref });
  }
});

test('[LV5] where the live agent’s files are damaged, the one before it plays, and the log says why', async () => {
  const folder = newFolder();
  const { id: old } = await releaseAgent(folder, 'tara');
  const { id: next, folder: files } = await plantAgent(join(folder, 'agents'), TIT_FOR_TAT);
  const first = await start(folder);
  await first.agents.place(next, 'live');
  await first.agents.live.lifecycle.look();
  // Once it is in memory its files may go.
  writeFileSync(join(files, 'weights.safetensors'), 'nonsense');
  expect(versionIn(first.arena, await playOut(await sit(first.arena, TABLE)))).toBe(next);
  await arena?.close();
  await agents?.close();
  const { arena: rooms, agents: cast } = await start(folder);
  expect(versionIn(rooms, await playOut(await sit(rooms, TABLE)))).toBe(old);
  expect(cast.troubles).toContainEqual(
    `ipd: the live agent ${next.slice(0, 12)} cannot be used, so agent ${old.slice(0, 12)}, which was live before it, plays`,
  );
  await arena?.close();
  await agents?.close();
  appendFileSync(join(folder, 'registry', 'journal.jsonl'), '{"torn');
  const { agents: torn } = await start(folder);
  expect(torn.troubles.join()).toContain('journal.jsonl:3');
});
