import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogEvent } from '../../../shared/log/events.ts';
import { parseLog } from '../../../shared/log/jsonLines.ts';
import { replay } from '../../../shared/log/replay.ts';
import { TestPerson, type TestSeat } from '../../fixtures/arena.ts';
import { ServerProcess } from '../../fixtures/serverProcess.ts';

const KILLS = 10;
const SEED = 20261124;

let folder: string;
let server: ServerProcess;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  server = new ServerProcess('start.ts', { DATA_DIR: folder, DRAIN_SECONDS: '1' });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Acknowledged {
  readonly episode: string;
  readonly step: number;
  readonly seat: number;
  readonly action: number;
}

interface Noted {
  readonly acknowledged: Acknowledged[];
  readonly shown: Map<string, number>;
  /** Called at every acknowledgement. */
  heard: () => void;
}

/** Plays as fast as the server answers, until the connection dies. Notes what was acknowledged and what was shown. */
async function play(seat: TestSeat, index: number, noted: Noted) {
  for (let step = 0; ; step += 1) {
    const { episode } = await seat.turn((turn) => turn.step === step);
    noted.shown.set(episode, step);
    const action = (step + index) % 2;
    if (!(await seat.move(step, action)).ok) continue;
    noted.acknowledged.push({ episode, step, seat: index, action });
    noted.heard();
  }
}

async function openTableForTwo(url: string, noted: Noted) {
  const [ann, bob] = [await TestPerson.arrive(url), await TestPerson.arrive(url)];
  const tableId = await ann.openTable({ game: 'ipd', visibility: 'private', params: { rounds: 10_000 } });
  for (const [index, person] of [ann, bob].entries()) {
    const seat = await person.join(tableId);
    // The loop ends when the server is killed under it.
    play(seat, index, noted).catch(() => undefined);
  }
  return [ann, bob];
}

test(`[OP5] kill -9 at ${KILLS} random moments loses no acknowledged decision and nothing shown; the server comes back by itself (seed ${SEED})`, async () => {
  let state = SEED;
  const random = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  let acknowledgedInAll = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const url = await server.url(kill);
    const noted: Noted = { acknowledged: [], shown: new Map(), heard: () => undefined };
    const least = 11 + random(300);
    const enough = new Promise<void>((resolve) => {
      noted.heard = () => {
        if (noted.acknowledged.length >= least) resolve();
      };
    });
    const people = (await Promise.all([openTableForTwo(url, noted), openTableForTwo(url, noted)])).flat();
    await enough;
    // Not always in the moment of an answer.
    await new Promise((resolve) => setTimeout(resolve, random(20)));
    process.kill(server.childPid(), 'SIGKILL');
    const next = await server.url(kill + 1);
    for (const person of people) person.vanish();
    acknowledgedInAll += noted.acknowledged.length;
    for (const [episode, step] of noted.shown) {
      const log = await logOf(next, episode);
      expect(log.at(-1)).toMatchObject({ kind: 'episode.ended', reason: 'cut' });
      expect(log.filter(({ kind }) => kind === 'rewards').length).toBeGreaterThanOrEqual(step);
      expect(() => replay(log)).not.toThrow();
      for (const decision of noted.acknowledged.filter((a) => a.episode === episode))
        expect(log).toContainEqual(
          expect.objectContaining({ kind: 'decision', ...decision, source: 'input' }),
        );
    }
  }
  expect(acknowledgedInAll).toBeGreaterThan(100);
  expect(server.stderr).toContain('starting it again');
  server.process.kill('SIGTERM');
  expect(await server.exit).toBe(0);
});

async function logOf(url: string, episode: string): Promise<LogEvent[]> {
  const response = await fetch(`${url}/api/episodes/${episode}`);
  return parseLog(await response.text());
}
