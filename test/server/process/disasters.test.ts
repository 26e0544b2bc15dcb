import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readState } from '../../../models/background/stateFile.ts';
import { agentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { changeRegistry, readRegistry } from '../../../models/checkpoints/agentRegistry.ts';
import { listAgents, releasedIds } from '../../../models/checkpoints/agents.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { move } from '../../../shared/lifecycle/changes.ts';
import { livesOf } from '../../../shared/lifecycle/registryState.ts';
import { parseLog } from '../../../shared/log/jsonLines.ts';
import { replay } from '../../../shared/log/replay.ts';
import { RandomStream } from '../../../shared/random.ts';
import { TestPerson, type TestSeat } from '../../fixtures/arena.ts';
import { plantAgent, TIT_FOR_TAT } from '../../fixtures/plantedAgents.ts';
import { ServerProcess } from '../../fixtures/serverProcess.ts';
import { QUICK } from '../../fixtures/trainerHouse.ts';

const KILLS = 10;
const SEED = 20261124;
const TRAINER = fileURLToPath(new URL('../../../models/background/trainerProcess.ts', import.meta.url));
const CLOCK = fileURLToPath(new URL('../../fixtures/settableClock.mjs', import.meta.url));
/** A disk of its own for the data folder, in a namespace of its own: what a user may do on most Linux machines. */
const OWN_DISK = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"'];
const hasOwnDisk = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status === 0;
/** Every turn trains a best response in a moment and asks no gate. */
const SETTINGS = {
  ...QUICK,
  priority: 'usual',
  respondEvery: 1,
  yield: { eventLoopMs: 1e6, tickJitterMs: 1e6 },
};

let folder: string;
let house: ServerProcess;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disasters-'));
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'trainer.json'), JSON.stringify(SETTINGS));
});
afterEach(async () => {
  await house.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start`, with its trainer. */
function start(env: Readonly<Record<string, string>> = {}, within: readonly string[] = []): ServerProcess {
  const config = {
    DATA_DIR: join(folder, 'data'),
    TRAINER: 'on',
    TRAINER_CONFIG: join(folder, 'trainer.json'),
  };
  house = new ServerProcess('start.ts', { ...config, ...env }, [], within);
  return house;
}

/** Somebody at a table with the live agent. */
class Player {
  readonly #url: string;
  readonly #seat: TestSeat;
  readonly acknowledged: { readonly step: number; readonly action: number }[] = [];
  #episode = '';
  #step = 0;

  private constructor(url: string, seat: TestSeat) {
    this.#url = url;
    this.#seat = seat;
  }

  static async sit(url: string): Promise<Player> {
    const person = await TestPerson.arrive(url);
    const table = await person.openTable({
      game: 'ipd',
      visibility: 'private',
      params: { rounds: 10_000 },
      seats: ['person', 'agent:live/ipd'],
      turnSeconds: 600,
      agentDeadlineMs: 60_000,
    });
    return new Player(url, await person.join(table));
  }

  /** @returns whether the server took it */
  async move(): Promise<boolean> {
    const step = this.#step;
    const action = step % 2;
    this.#episode = (await this.#seat.turn((turn) => turn.step === step)).episode;
    // The server answers when the move is on the disk: without room the answer does not come, and the SDK gives up.
    const reply = await this.#seat.move(step, action).catch(() => undefined);
    if (reply === undefined) return false;
    this.#step += 1;
    if (reply.ok) this.acknowledged.push({ step, action });
    return reply.ok;
  }

  async moves(count: number): Promise<void> {
    // On a busy machine an answer may come after the SDK has given up; the same move is refused then.
    for (let left = count; left > 0;) if (await this.move()) left -= 1;
  }

  /** Leaves.  @returns the checkpoint that played, once all that was acknowledged has been found in the log */
  async leave(): Promise<string | null> {
    await this.#seat.request('leave', {});
    for (;;) {
      const response = await fetch(`${this.#url}/api/episodes/${this.#episode}`);
      if (response.status !== 200) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      const log = parseLog(await response.text());
      for (const { step, action } of this.acknowledged)
        expect(log).toContainEqual(
          expect.objectContaining({ kind: 'decision', seat: 0, step, action, source: 'input' }),
        );
      return replay(log).header.occupants[1]?.controller.version ?? null;
    }
  }
}

/** That nothing is torn and no turn lost.  @param data as this process sees it */
async function expectWhole(data: string): Promise<void> {
  const read = readState(data);
  if (read.kind !== 'state') throw new Error(`expected a state, got ${read.kind}`);
  const { done, current, turns } = read.state;
  expect(turns).toBe(done.length + (current === null ? 0 : 1));
  expect(done.map(({ turn }) => turn)).toEqual(done.map((_, i) => i));
  // Killed five times before its first iteration a turn is given up, as it must be: it might be what kills.
  const isGivenUp = ({ why }: { why: string }): boolean => why.startsWith('given up: ');
  expect(done.filter((turn) => turn.outcome === 'failed' && !isGivenUp(turn))).toEqual([]);
  const places = { ...agentPlaces('/nowhere'), agents: join(data, 'agents') };
  const released = await releasedIds(places);
  const registry = readRegistry(places, released);
  expect(registry.faults).toEqual([]);
  expect(livesOf(registry.state, 'ipd').live?.agent).toBe(released['ipd']);
}

const turnsDone = (): number => (house.stderr.match(/trainer: turn \d+, /g) ?? []).length;
const moreTurns = (): Promise<void> => house.said(/trainer: turn \d+, /, turnsDone() + 2);

(hasOwnDisk ? test : test.skip)(
  '[BT12] the disk fills: server and trainer say so and wait; when there is room all goes on and nothing is lost',
  async () => {
    const data = join(folder, 'data');
    const url = await start({}, [...OWN_DISK, data]).url();
    const seen = `/proc/${house.process.pid}/root${data}`;
    const before = await Player.sit(url);
    await before.moves(20);
    await moreTurns();
    fill(join(seen, 'filler'));
    await house.said(/trainer: the disk is full: waits until there is room, and loses nothing/);
    // Some room may have been left in pages that were there already. Whatever is written last, no turn comes after it.
    const full = new AbortController();
    const moving = (async () => {
      while (!full.signal.aborted && (await before.move()));
    })();
    await house.said(/the research log cannot be written: games wait, and no table is opened/);
    full.abort();
    expect((await fetch(`${url}/health`)).status).toBe(503);
    rmSync(join(seen, 'filler'));
    await house.said(/trainer: the disk has room again: goes on/);
    while ((await fetch(`${url}/health`)).status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await house.said(/the research log is written again, and nothing of it was lost/);
    await moving;
    const after = await Player.sit(url);
    await after.moves(5);
    await moreTurns();
    expect(await after.leave()).toBe((await releasedIds(agentPlaces(folder)))['ipd']);
    await before.leave();
    await expectWhole(seen);
    expect(house.stderr).not.toMatch(/died/);
  },
);

test(`[BT12] the trainer is killed ${KILLS} times, each at a random change of a file: nothing is torn or lost, and play goes on (seed ${SEED})`, async () => {
  const data = join(folder, 'data');
  // Every other turn hands a candidate to the gate, which is told to stop or killed in it now and then.
  writeFileSync(
    join(folder, 'trainer.json'),
    JSON.stringify({ ...SETTINGS, turn: { iterations: 15 }, respondEvery: 2, keep: 100 }),
  );
  house = new ServerProcess('start.ts', { DATA_DIR: data });
  const player = await Player.sit(await house.url());
  const random = new RandomStream(SEED, 'kills');
  for (let kill = 0; kill < KILLS; kill += 1) {
    const trainer = await startTrainer(data, /takes up to/);
    await changes(data, 1 + random.int(60));
    expect(await end(trainer, 'SIGKILL')).toBeNull();
    await player.moves(2);
    expect((await listAgents({ ...agentPlaces('/nowhere'), agents: join(data, 'agents') })).unusable).toEqual(
      [],
    );
    if (readState(data).kind !== 'none') await expectWhole(data);
  }
  const last = await startTrainer(data, /best response: agent/);
  expect(await end(last, 'SIGTERM')).toBe(0);
  expect(readState(data)).toMatchObject({ kind: 'state', state: { doing: 'stopped' } });
  await expectWhole(data);
  await player.leave();
});

/** Resolves after so many changes of files in the trainer's folders. */
async function changes(data: string, count: number): Promise<void> {
  const ended = new AbortController();
  let left = count;
  const folders = ['trainer', 'runs', 'agents', 'registry'].map((name) => join(data, name));
  for (const name of folders) mkdirSync(name, { recursive: true });
  const watchers = folders.map(async (name) => {
    for await (const _ of watch(name, { recursive: true, signal: ended.signal })) {
      left -= 1;
      if (left <= 0) ended.abort();
    }
  });
  await Promise.allSettled(watchers);
}

/** The trainer alone: under `npm start` it would come back after pauses that grow with every death. */
async function startTrainer(data: string, line: RegExp): Promise<ChildProcess> {
  const trainer = spawn(process.execPath, [TRAINER, data, join(folder, 'trainer.json')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    trainer.stderr.on('data', (text: Buffer) => {
      said += text.toString();
      if (line.test(said)) resolve();
    });
    trainer.once('exit', () => reject(new Error(`expected ${line}, got ${said}`)));
  });
  return trainer;
}

async function end(trainer: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => trainer.once('exit', resolve));
  trainer.kill(signal);
  return ended;
}

/** To the last byte. */
function fill(file: string): void {
  expect(spawnSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=512']).status).not.toBe(0);
}

test('[BT12] weights of the live agent are damaged: rooms, registry and trainer take the one before it, and the log says so', async () => {
  const data = join(folder, 'data');
  const places = { ...agentPlaces('/nowhere'), agents: join(data, 'agents') };
  const { id, folder: files } = await plantAgent(places.agents, TIT_FOR_TAT);
  const released = await releasedIds(places);
  changeRegistry(places, released, {
    now: 1,
    decide: (state) => [
      move(state, { game: 'ipd', agent: id }, 'live', { who: 'Ann', why: 'a try', evidence: null }),
    ],
  });
  writeFileSync(join(files, 'weights.safetensors'), 'nonsense');
  const url = await start().url();
  // Before the trainer looks around, which so starts from the one before it.
  await house.said(new RegExp(`the live agent ${id.slice(0, 12)} cannot be used, so agent`));
  await moreTurns();
  const player = await Player.sit(url);
  await player.moves(5);
  expect(await player.leave()).toBe(released['ipd']);
  expect(house.stderr).toMatch(/an agent of the registry cannot be used/);
  const { live, refused } = livesOf(readRegistry(places, released).state, 'ipd');
  expect(live?.agent).toBe(released['ipd']);
  expect(refused).toMatchObject([
    { agent: id, who: 'server', why: expect.stringContaining('damaged or gone') },
  ]);
  expect(house.stderr).not.toMatch(/died/);
  const { agents } = await listAgents({ ...places, released: '' });
  for (const agent of agents.filter(({ meta }) => meta.id !== id)) await loadCheckpoint(agent.folder);
});

test('[BT12] the clock is set back by a day: server and trainer say so, the game and the turns go on', async () => {
  const url = await start({ NODE_OPTIONS: `--import ${CLOCK}` }).url();
  const player = await Player.sit(url);
  await player.moves(5);
  await moreTurns();
  for (const pid of house.childPids()) process.kill(pid, 'SIGUSR2');
  await house.said(/the machine's clock was set back by 8\d{4} s; turns go on in their order/);
  await house.said(/the machine's clock was set back by 86400 s; times in the log go on without it/);
  await player.moves(5);
  await moreTurns();
  await player.leave();
  await expectWhole(join(folder, 'data'));
  expect(house.stderr).not.toMatch(/died/);
});
