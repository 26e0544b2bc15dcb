import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import type { InferenceThread } from '../../server/inference/inferenceThread.ts';
import { logAddress } from '../../shared/protocol/agentEpisode.ts';
import { createPrograms } from '../../server/players/programs.ts';
import { systemClock } from '../../server/systemClock.ts';
import type { Catalogue } from '../../shared/protocol/http.ts';
import { openTestAgents, releaseAgent, type TestAgents } from '../fixtures/agents.ts';
import { startArena, type TestArena } from '../fixtures/arena.ts';
import { saveAgent } from '../fixtures/checkpoint.ts';
import { makeManualClock } from '../fixtures/manualClock.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

const scratch = scratchFolder();
let folders = 0;
const newFolder = (): string => `${scratch()}/${(folders += 1)}`;

const PLOT = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';

let arena: TestArena | undefined;
let agents: TestAgents | undefined;
afterEach(async () => {
  await arena?.close();
  await agents?.close();
  arena = agents = undefined;
});

async function start(folder: string, clock = systemClock): Promise<TestArena> {
  agents = await openTestAgents({ folder, clock });
  arena = await startArena({ programs: createPrograms('test', [], agents.catalogue), offerAfterMs: 0 });
  return arena;
}

test('[AG15] the catalogue offers them by name with a plain sentence, and gives their card', async () => {
  const folder = newFolder();
  const plots = { 'learning-curve': PLOT };
  const { id } = await releaseAgent(folder, 'tara', {}, plots);
  const trained = await saveAgent({ agents: `${folder}/agents` }, { seed: 9, game: 'coin' });
  const { arena } = await start(folder);
  const catalogue = (await (await fetch(`${arena.url}/api/catalogue`)).json()) as Catalogue;
  const offered = (game: string) =>
    catalogue.games.find((each) => each.id === game)?.players.filter(({ ref }) => ref.startsWith('agent:'));
  expect(offered('ipd')).toEqual([
    {
      ref: 'agent:released/ipd/tara',
      label: 'tara',
      summary: expect.stringMatching(/^Learned in 1,024 steps of play to do well .*\.$/),
      checkpoint: id,
    },
  ]);
  expect(offered('coin')).toMatchObject([
    { ref: `agent:${trained.meta.id.slice(0, 12)}`, label: expect.stringContaining('seed 9') },
  ]);
  const card = await fetch(`${arena.url}/api/agents/${id}/card`);
  expect(card.headers.get('content-type')).toContain('text/plain');
  expect(await card.text()).toContain(id);
  const plot = await fetch(`${arena.url}/api/agents/${id}/plots/learning-curve.svg`);
  expect(plot.headers.get('content-type')).toContain('image/svg+xml');
  expect(plot.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await plot.text()).toBe(PLOT);
  for (const path of [
    'ffffffffffff/card',
    '..%2f..%2fpackage.json/card',
    'a/card',
    `${id}/plots/nothing.svg`,
    `${id}/plots/..%2fcard.svg`,
    `${id}/plots/learning-curve`,
    'a/plots/learning-curve.svg',
  ]) {
    expect((await fetch(`${arena.url}/api/agents/${path}`)).status).toBe(404);
  }
});

test('[AG23] an offered agent is in memory only once somebody has wanted it; it may also fill a seat', async () => {
  const folder = newFolder();
  const [one, two] = [await releaseAgent(folder, 'one'), await releaseAgent(folder, 'two', { seed: 2 })];
  const { person } = await start(folder);
  const { catalogue } = agents as TestAgents;
  expect(() => catalogue.resolve('ipd', one.ref)).toThrow('could not be loaded');
  const ann = await person();
  await ann.openTable({ game: 'ipd', seats: ['person', one.ref] });
  expect(catalogue.resolve('ipd', one.ref).label).toBe('one');
  expect(() => catalogue.resolve('ipd', two.ref)).toThrow('could not be loaded');
  const open = await ann.join(await ann.openTable({ game: 'ipd', visibility: 'private' }));
  await open.table(({ offer }) => offer !== undefined);
  expect(await open.request('fill', { ref: two.ref })).toEqual({ ok: true });
  expect((await open.table(({ phase }) => phase === 'playing')).seats[1]).toMatchObject({ label: 'two' });
});

test('[AG25] the thread has decided for an agent before its table opens; one that does not start is not waited for long', async () => {
  const folder = newFolder();
  const { ref, id } = await releaseAgent(folder, 'tara');
  await start(folder);
  const { catalogue, inference } = agents as TestAgents;
  expect(inference.knows(id)).toBe(false);
  await catalogue.prepare([ref]);
  expect(inference.knows(id)).toBe(true);
  await agents?.close();

  const clock = makeManualClock();
  const asked = Promise.withResolvers<void>();
  const mute: InferenceThread = {
    send: () => asked.resolve(),
    onReply: () => undefined,
    onEnd: () => undefined,
    stop: () => Promise.resolve(),
  };
  agents = await openTestAgents({ folder, clock, startThread: () => mute });
  let isReady = false;
  const preparing = agents.catalogue.prepare([ref]).then(() => (isReady = true));
  await asked.promise;
  await clock.advance(2999);
  expect(isReady).toBe(false);
  await clock.advance(1);
  await preparing;
});

test('[AG27] a recorded game is offered by its episode, and had by the checkpoint; one that cannot be unpacked is none', async () => {
  const folder = newFolder();
  const one = await releaseAgent(folder, 'one');
  const two = await releaseAgent(folder, 'two', { seed: 2 });
  const log = '{"a":"log"}\n';
  writeFileSync(`${one.folder}/replay.jsonl.gz`, gzipSync(log));
  const { arena } = await start(folder);
  const catalogue = (await (await fetch(`${arena.url}/api/catalogue`)).json()) as Catalogue;
  const offers = catalogue.games.flatMap(({ players }) => players.filter(({ checkpoint }) => checkpoint));
  expect(offers.map(({ label, replay }) => ({ label, replay }))).toEqual([
    { label: 'one', replay: `agent-${one.id.slice(0, 12)}` },
    { label: 'two', replay: undefined },
  ]);
  const fetched = await fetch(arena.url + logAddress(offers[0]?.replay ?? ''));
  expect(fetched.headers.get('content-type')).toContain('application/x-ndjson');
  expect(await fetched.text()).toBe(log);
  writeFileSync(`${one.folder}/replay.jsonl.gz`, gzipSync(log).subarray(0, 12));
  for (const id of [one.id, two.id, 'ffffffffffff', '..%2f..'])
    expect((await fetch(`${arena.url}/api/agents/${id}/replay`)).status).toBe(404);
});

test('[AG24] one whose files are damaged is refused with a sentence, is offered no longer, and comes back repaired', async () => {
  const folder = newFolder();
  const { ref, folder: files } = await releaseAgent(folder, 'tara');
  const weights = `${files}/weights.safetensors`;
  const whole = readFileSync(weights);
  writeFileSync(weights, whole.subarray(0, 100));
  const clock = makeManualClock();
  const { person, arena } = await start(folder, clock);
  const offered = async (): Promise<boolean> => {
    // The folders are looked at again after five seconds.
    await clock.advance(5001);
    const catalogue = (await (await fetch(`${arena.url}/api/catalogue`)).json()) as Catalogue;
    return catalogue.games.some(({ players }) => players.some((player) => player.ref === ref));
  };
  expect(await offered()).toBe(true);
  const lobby = await (await person()).lobby();
  const setup = { game: 'ipd', seats: ['person', ref] };
  const reply = await lobby.request('open-table', setup);
  expect(reply).toEqual({
    ok: false,
    code: 'bad-message',
    message: `expected an agent whose files are whole, but ${ref} could not be loaded; the server's log says why`,
  });
  expect((agents as TestAgents).troubles).toEqual([expect.stringContaining(weights)]);
  expect(await offered()).toBe(false);
  writeFileSync(weights, whole);
  expect(await offered()).toBe(true);
  expect(await lobby.request('open-table', setup)).toMatchObject({ ok: true });
});
