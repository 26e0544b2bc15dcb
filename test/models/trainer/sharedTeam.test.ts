import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import { SharedTeam, teamMemory } from '../../../models/trainer/sharedTeam.ts';
import { partsOf, sumRounds } from '../../fixtures/sumOnThread.ts';

const ROUNDS = 200;

describe('a shared team', () => {
  test.each([2, 3])('[TR7] of %d gives all members the same sums, round after round', async (size) => {
    const memory = teamMemory(size, 5, 2);
    const url = new URL('../../fixtures/sumOnThread.ts', import.meta.url);
    const threads = Array.from({ length: size - 1 }, (_, i) => {
      return new Worker(url, { workerData: { memory, member: i + 1, rounds: ROUNDS } });
    });
    const answers = threads.map((thread) => once(thread, 'message') as Promise<[number[][]]>);
    // The others have to be on their way before this thread waits for them.
    await Promise.all(threads.map((thread) => once(thread, 'online')));
    const own = sumRounds(memory, 0, ROUNDS);
    for (const answer of answers) expect((await answer)[0]).toEqual(own);
    for (let round = 0; round < ROUNDS; round += 1) {
      const expected = partsOf(0, round).flatMap((part) => [...part]);
      for (let member = 1; member < size; member += 1) {
        const more = partsOf(member, round).flatMap((part) => [...part]);
        for (let i = 0; i < more.length; i += 1) expected[i]! += more[i]!;
      }
      for (const [i, x] of expected.entries()) expect(own[round]![i]).toBeCloseTo(x, 6);
    }
  });

  test('[TR7] more numbers than there is room for are refused', () => {
    const team = new SharedTeam(teamMemory(2, 4, 1), 0);
    expect(() => team.sum(new Float32Array(4), new Float64Array(2))).toThrow(
      'expected at most 24 bytes of numbers to sum, got more',
    );
  });
});
