import { afterAll, expect, jest, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readState } from '../../../models/background/stateFile.ts';
import { readRegistry } from '../../../models/checkpoints/agentRegistry.ts';
import { agentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { listAgents, releasedIds } from '../../../models/checkpoints/agents.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { livesOf } from '../../../shared/lifecycle/registryState.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';
import { QUICK } from '../../fixtures/trainerHouse.ts';

const PROCESS = fileURLToPath(new URL('../../../models/background/trainerProcess.ts', import.meta.url));
const KILLS = 10;
const SEED = 20261124;

jest.setTimeout(400_000);
afterAll(removeTemporaryFolders);

/** The trainer of a data folder, in a process of its own; resolves when it has said so. */
async function start(data: string, line: RegExp): Promise<ChildProcess> {
  const trainer = spawn(process.execPath, [PROCESS, data], { stdio: ['ignore', 'ignore', 'pipe'] });
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

test(`[BT5] kill -9 at ${KILLS} random moments: nothing torn, no turn lost, the live agent untouched (seed ${SEED})`, async () => {
  const data = join(temporaryFolder(), 'data');
  mkdirSync(join(data, 'trainer'), { recursive: true });
  // Every other turn trains a best response, which asks no gate.
  const config = { ...QUICK, priority: 'usual', turn: { iterations: 15 }, respondEvery: 2, keep: 100 };
  writeFileSync(join(data, 'trainer', 'config.json'), JSON.stringify(config));
  const places = { ...agentPlaces('/nowhere'), agents: join(data, 'agents') };
  const released = await releasedIds(places);
  let state = SEED;
  const random = (n: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const trainer = await start(data, /takes up to/);
    await new Promise((resolve) => setTimeout(resolve, random(2500)));
    await end(trainer, 'SIGKILL');
    expect(readState(data).kind).not.toBe('damaged');
    const { agents, unusable } = await listAgents(places);
    expect(unusable).toEqual([]);
    for (const { folder } of agents) await loadCheckpoint(folder);
    const registry = readRegistry(places, released);
    expect(registry.faults).toEqual([]);
    expect(livesOf(registry.state, 'ipd').live?.agent).toBe(released['ipd']);
  }
  const last = await start(data, /best response: agent/);
  expect(await end(last, 'SIGTERM')).toBe(0);
  const read = readState(data);
  if (read.kind !== 'state') throw new Error('expected a state');
  const { done, current, turns } = read.state;
  expect(done.map(({ turn }) => turn)).toEqual(done.map((_, i) => i));
  expect(turns).toBe(done.length + (current === null ? 0 : 1));
  expect(done.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
});
