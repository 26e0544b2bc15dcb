import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { agentPlacesOf } from '../../../../server/inference/agentCatalogue.ts';
import { changeRegistry } from '../../../../models/checkpoints/agentRegistry.ts';
import { readGateEvidence } from '../../../../models/checkpoints/gateEvidenceFiles.ts';
import { pin } from '../../../../shared/lifecycle/changes.ts';
import { livesOf, stageOf } from '../../../../shared/lifecycle/registryState.ts';
import { releaseAgent } from '../../../fixtures/agents.ts';
import { makeManualClock } from '../../../fixtures/manualClock.ts';
import { openTestLive, type TestLive } from '../../../fixtures/openLive.ts';
import { KIND_TIT_FOR_TAT, plantAgent, TIT_FOR_TAT } from '../../../fixtures/plantedAgents.ts';
import { makeRoomLog, type RoomLogOptions } from '../../../fixtures/roomLog.ts';
import { scratchFolder } from '../../../fixtures/scratch.ts';

const scratch = scratchFolder();
let folders = 0;
let opened: TestLive | undefined;
afterEach(() => opened?.close());

/** A house with a released agent and a planted candidate in the given stage. */
async function open(stage: 'shadow' | 'canary' | 'live') {
  const folder = `${scratch()}/${(folders += 1)}`;
  const { id: old } = await releaseAgent(folder, 'tara');
  const { id: next, folder: files } = await plantAgent(join(folder, 'agents'), TIT_FOR_TAT);
  const clock = makeManualClock();
  opened = await openTestLive(folder, clock);
  await opened.place(next, stage);
  await opened.live.lifecycle.look();
  return { folder, files, old, next, clock, ...opened };
}

const standsNow = ({ live }: Pick<TestLive, 'live'>, agent: string) =>
  stageOf(livesOf(live.cast.state, 'ipd'), agent);
const SAME = { kind: 'answered', msLonger: 1, agreement: 0.97 } as const;
/** 20 rounds of which both seats get so much in all. */
function rooms({ live }: Pick<TestLive, 'live'>, count: number, options: RoomLogOptions): void {
  const flags = options.flags ?? Array.from({ length: 20 }, () => []);
  for (let i = 0; i < count; i += 1) live.take(makeRoomLog({ ...options, flags }));
}

test('[LV8] a good shadow becomes canary and a good canary live, each with evidence, on the server’s own clock', async () => {
  const house = await open('shadow');
  const { live, clock, next, old, folder } = house;
  for (let i = 0; i < 39; i += 1) live.figures.compared('ipd', next, SAME);
  await clock.advance(2001);
  await live.lifecycle.look();
  expect(standsNow(house, next)).toBe('shadow');
  live.figures.compared('ipd', next, SAME);
  await live.lifecycle.look();
  expect(standsNow(house, next)).toBe('canary');
  rooms(house, 12, { agent: old, returns: [-20, -20] });
  rooms(house, 7, { agent: next, returns: [-20, -20] });
  await live.lifecycle.look();
  expect(standsNow(house, next)).toBe('canary');
  rooms(house, 1, { agent: next, returns: [-20, -20] });
  await live.lifecycle.look();
  expect(standsNow(house, next)).toBe('live');
  expect(live.cast.of('ipd')).toMatchObject({ live: { id: next }, canary: null, shadow: null });
  const { live: life } = livesOf(live.cast.state, 'ipd');
  const evidence = readGateEvidence(agentPlacesOf(folder), life?.evidence ?? '');
  expect(evidence).toMatchObject({ step: 'canary', candidate: next, live: old, verdict: { kind: 'pass' } });
  expect(house.moves).toEqual([
    expect.stringMatching(/went from shadow to canary: passed as shadow/),
    expect.stringMatching(/went from canary to live: passed as canary/),
  ]);
});

test('[LV8] a shadow that is late, fails or does other things is refused for that', async () => {
  for (const [comparison, reason] of [
    [{ kind: 'answered', msLonger: 400, agreement: 0.9 }, 'too slow'],
    [{ kind: 'failed', msLonger: null, agreement: null }, 'fails to decide'],
    [{ kind: 'answered', msLonger: 1, agreement: 0.1 }, 'does other things'],
  ] as const) {
    const house = await open('shadow');
    for (let i = 0; i < 100; i += 1) house.live.figures.compared('ipd', house.next, comparison);
    await house.live.lifecycle.look();
    expect(standsNow(house, house.next)).toBe('refused');
    expect(house.moves.join()).toContain(reason);
    await house.close();
  }
});

test('[LV9] a canary that leaves its partners less, or gets less, is refused, and nothing else changes', async () => {
  for (const [returns, reason] of [
    [[-60, -20], 'It exploits its partners'],
    [[-20, -60], 'It gets less in rooms'],
  ] as const) {
    const house = await open('canary');
    rooms(house, 12, { agent: house.old, returns: [-20, -20] });
    rooms(house, 12, { agent: house.next, returns });
    await house.live.lifecycle.look();
    expect(standsNow(house, house.next)).toBe('refused');
    expect(standsNow(house, house.old)).toBe('live');
    expect(house.moves.join()).toContain(reason);
    await house.close();
  }
});

test('[LV10] a live agent whose figures break a limit is taken back by itself: misses, faults, returns', async () => {
  const flagged = (flag: string) => Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? [flag] : []));
  for (const [bad, reason] of [
    [{ returns: [-20, -20], flags: flagged('agent_timeout') }, 'too slow'],
    [{ returns: [-20, -20], flags: flagged('agent_failed') }, 'fails to decide'],
    [{ returns: [-20, -50] }, 'gets less'],
  ] as const) {
    const house = await open('live');
    rooms(house, 12, { agent: house.old, returns: [-20, -20] });
    rooms(house, 12, { agent: house.next, returns: [-20, -20] });
    await house.live.lifecycle.look();
    expect(standsNow(house, house.next)).toBe('live');
    rooms(house, 60, { agent: house.next, ...bad });
    await house.live.lifecycle.look();
    expect(standsNow(house, house.next)).toBe('refused');
    expect(house.live.cast.of('ipd').live?.id).toBe(house.old);
    expect(house.moves.join()).toContain(reason);
    // The released agent has nobody before it: it stays, however it does.
    rooms(house, 60, { agent: house.old, ...bad });
    await house.live.lifecycle.look();
    expect(standsNow(house, house.old)).toBe('live');
    await house.close();
  }
});

test('[LV11] a candidate that has passed takes its turn when shadow and canary are free, the last one first', async () => {
  const house = await open('shadow');
  const { id: later } = await plantAgent(join(house.folder, 'agents'), KIND_TIT_FOR_TAT);
  const { id: unexamined } = await plantAgent(join(house.folder, 'agents'), KIND_TIT_FOR_TAT, { seed: 4 });
  await house.place(later, 'candidate', 'e1');
  await house.place(unexamined, 'candidate');
  await house.live.lifecycle.look();
  expect(standsNow(house, later)).toBe('candidate');
  await house.place(house.next, 'refused');
  await house.live.lifecycle.look();
  expect(standsNow(house, later)).toBe('shadow');
  expect(standsNow(house, unexamined)).toBe('candidate');
});

test('[LV12] a disk that refuses is told of once, nobody moves, and the next look does what was due', async () => {
  const house = await open('shadow');
  for (let i = 0; i < 100; i += 1) house.live.figures.compared('ipd', house.next, SAME);
  const evidence = join(house.folder, 'registry', 'evidence');
  // A file where the folder should be: every write fails.
  writeFileSync(evidence, '');
  await house.live.lifecycle.look();
  await house.live.lifecycle.look();
  expect(standsNow(house, house.next)).toBe('shadow');
  expect(house.troubles).toEqual([
    expect.stringMatching(/could not write to .*evidence \(.*\); is the disk full\?/),
  ]);
  rmSync(evidence);
  mkdirSync(evidence);
  await house.live.lifecycle.look();
  expect(standsNow(house, house.next)).toBe('canary');
});

test('[LV16] a shadow or canary whose files are damaged is refused, and the next one has the place', async () => {
  for (const stage of ['shadow', 'canary'] as const) {
    const house = await open(stage);
    const { id: torn, folder } = await plantAgent(join(house.folder, 'agents'), KIND_TIT_FOR_TAT);
    writeFileSync(join(folder, 'weights.safetensors'), 'torn');
    await house.place(torn, stage);
    await house.live.lifecycle.look();
    expect(standsNow(house, torn)).toBe('refused');
    expect(house.moves.join()).toContain('Its files are damaged or gone');
    await house.close();
  }
});

test('[LV9] where another stands in for a damaged live agent, a canary is compared with that one', async () => {
  const house = await open('live');
  await house.close();
  const { folder: files } = await plantAgent(join(house.folder, 'agents'), TIT_FOR_TAT);
  writeFileSync(join(files, 'weights.safetensors'), 'torn');
  const { id: canary } = await plantAgent(join(house.folder, 'agents'), KIND_TIT_FOR_TAT);
  const again = await openTestLive(house.folder, makeManualClock());
  opened = again;
  await again.place(canary, 'canary');
  await again.live.lifecycle.look();
  rooms(again, 12, { agent: house.old, returns: [-20, -20] });
  rooms(again, 12, { agent: canary, returns: [-20, -20] });
  await again.live.lifecycle.look();
  expect(standsNow(again, canary)).toBe('live');
});

/** The house of before, opened again after somebody did something to its files. */
async function reopen(house: Awaited<ReturnType<typeof open>>, between: () => void): Promise<TestLive> {
  await house.close();
  between();
  opened = await openTestLive(house.folder, makeManualClock());
  await opened.live.lifecycle.look();
  return opened;
}

test('[LV17] a live agent whose files are damaged or gone is taken back by the registry, too, with the reason', async () => {
  for (const spoil of [
    (files: string) => writeFileSync(join(files, 'weights.safetensors'), 'torn'),
    (files: string) => rmSync(files, { recursive: true }),
  ]) {
    const house = await open('live');
    const again = await reopen(house, () => spoil(house.files));
    expect(standsNow(again, house.next)).toBe('refused');
    expect(standsNow(again, house.old)).toBe('live');
    expect(again.moves).toEqual([
      `ipd: agent ${house.next.slice(0, 12)} went from live to refused: Its files are damaged or gone: rooms cannot use it`,
    ]);
    expect(again.live.cast.events.at(-1)).toMatchObject({ who: 'server', agent: house.next });
    await again.close();
  }
});

test('[LV17] several damaged ones are taken back one after the other; where none is left nobody is live', async () => {
  const house = await open('live');
  const { id: third, folder: files } = await plantAgent(join(house.folder, 'agents'), KIND_TIT_FOR_TAT);
  await house.place(third, 'live');
  const again = await reopen(house, () => {
    for (const folder of [files, house.files, join(house.folder, 'released', 'ipd', 'tara')])
      writeFileSync(join(folder, 'weights.safetensors'), 'torn');
  });
  for (let i = 0; i < 3; i += 1) await again.live.lifecycle.look();
  expect([third, house.next, house.old].map((id) => standsNow(again, id))).toEqual(Array(3).fill('refused'));
  expect(livesOf(again.live.cast.state, 'ipd')).toMatchObject({ live: null, previous: [] });
  expect(again.catalogue.offers('ipd')).toEqual([]);
  expect(again.moves).toHaveLength(3);
});

test('[LV17] where only the released one is left, which was taken back, it is live again; whom somebody pinned stays', async () => {
  const house = await open('live');
  await house.place(house.old, 'refused');
  const torn = () => writeFileSync(join(house.files, 'weights.safetensors'), 'torn');
  const again = await reopen(house, torn);
  expect(standsNow(again, house.old)).toBe('live');
  expect(standsNow(again, house.next)).toBe('refused');
  expect(again.moves[0]).toContain(`stands in for agent ${house.next.slice(0, 12)}`);
  await again.close();

  const pinned = await open('live');
  const places = agentPlacesOf(pinned.folder);
  changeRegistry({ ...places, released: join(pinned.folder, 'released') }, pinned.live.cast.released, {
    now: 1,
    decide: (state) => [pin(state, 'ipd', { who: 'Ann', why: 'a study' })],
  });
  const after = await reopen(pinned, () => writeFileSync(join(pinned.files, 'weights.safetensors'), 'torn'));
  expect(standsNow(after, pinned.next)).toBe('live');
  expect(after.live.cast.of('ipd').live?.id).toBe(pinned.old);
  expect(after.moves).toEqual([]);
});
