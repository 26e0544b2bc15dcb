import { describe, expect, test } from '@jest/globals';
import { equality } from '../../../models/evaluation/measures/equality.ts';
import { HarvestWitness, isBarren } from '../../../models/evaluation/measures/harvestWitness.ts';
import { normalise } from '../../../models/evaluation/measures/normalise.ts';
import { SustainabilityWitness } from '../../../models/evaluation/measures/sustainability.ts';
import type { Episode, StepResult } from '../../../shared/episode.ts';
import type { HarvestState } from '../../../shared/games/harvest/state.ts';

type Event = { readonly kind: string; readonly seat?: number };

const stepOf = (step: number, rewards: readonly number[], events: readonly Event[] = []): StepResult => ({
  step,
  rewards,
  events,
  status: 'running',
});

/** An arena of which only what the witness looks at is there. */
function arena(respawnIn: readonly number[], bushEmpty: readonly number[] = [0, 0]): Episode {
  return {
    state: {
      cell: new Uint16Array(respawnIn.length),
      respawnIn: Uint8Array.from(respawnIn),
      bushEmpty: Uint8Array.from(bushEmpty),
    } as unknown as HarvestState,
  } as unknown as Episode;
}

describe('equality', () => {
  test('[EV1] is 1 minus the Gini coefficient', () => {
    expect(equality([5, 5, 5])).toBe(1);
    // Differences 1-2, 1-3, 2-3 and back: 2 * (1 + 2 + 1) = 8; 8 / (2 * 3 * 6) = 2/9.
    expect(equality([1, 2, 3])).toBeCloseTo(7 / 9, 12);
    // One of N has everything: E = 1 / N.
    expect(equality([0, 0, 0, 8])).toBeCloseTo(1 / 4, 12);
    expect(equality([1, 2, 3])).toBeCloseTo(equality([10, 30, 20]) as number, 12);
  });

  test('[EV1] is not defined where nobody has anything or somebody is below 0', () => {
    expect(equality([0, 0])).toBeNull();
    expect(equality([-1, 3])).toBeNull();
  });
});

test('[EV2] sustainability is the mean over players of the mean step of their positive rewards', () => {
  const witness = new SustainabilityWitness();
  expect(witness.sustainability).toBeNull();
  witness.stepped(stepOf(0, [1, 0, 0, -1]));
  witness.stepped(stepOf(10, [0, 2, 0, 0]));
  witness.stepped(stepOf(40, [1, 0, 0, -3]));
  witness.stepped(stepOf(50, [1, 0, 0, 0]));
  // Seat 0: (0 + 40 + 50) / 3 = 30, seat 1: 10, the others were never paid.
  expect(witness.sustainability).toBe(20);
});

test('[EV3] a score is told between two anchors', () => {
  // Melting Pot's constants for open_0 and the paper's 19.15.
  const paper = { low: 1.8136363636363635, high: 11.553762606671839 };
  expect(normalise(19.15, paper)).toBeCloseTo(1.78, 2);
  expect(normalise(paper.low, paper)).toBe(0);
  expect(normalise(paper.high, paper)).toBe(1);
  expect(normalise(0, { low: 2, high: 6 })).toBe(-0.5);
  expect(() => normalise(1, { low: 2, high: 2 })).toThrow(
    'expected the low anchor below the high one, got 2 and 2',
  );
});

describe('HarvestWitness', () => {
  test('[EV4] counts apples in the first 1000 steps, and in steps 750 to 999 per step', () => {
    const witness = new HarvestWitness(2);
    witness.started(arena([0, 0]));
    const eaters: Readonly<Record<number, readonly number[]>> = {
      0: [0],
      749: [0],
      750: [0, 1],
      999: [1],
      1000: [0],
    };
    for (let step = 0; step < 1200; step += 1) {
      const events = (eaters[step] ?? []).map((seat) => ({ kind: 'apple-eaten', seat }));
      witness.stepped(stepOf(step, [0, 0], events), arena([0, 0]));
    }
    expect(witness.measures.firstApples).toEqual([3, 2]);
    expect(witness.measures.lateApples).toEqual([1 / 250, 2 / 250]);
  });

  test('[EV4] counts shots and hits per step, players on the board, and bushes alive', () => {
    const witness = new HarvestWitness(3);
    witness.started(arena([0, 0, 0], [0, 0, 2, 1]));
    witness.stepped(
      stepOf(
        0,
        [0, 0, 0],
        [
          { kind: 'zap', seat: 2 },
          { kind: 'hit', seat: 0 },
        ],
      ),
      arena([5, 0, 0]),
    );
    witness.stepped(stepOf(1, [0, 0, 0], [{ kind: 'bush-died', seat: 1 }]), arena([4, 0, 0]));
    witness.stepped(stepOf(2, [0, 0, 0], [{ kind: 'zap', seat: 2 }]), arena([3, 0, 0]));
    witness.stepped(stepOf(3, [0, 0, 0]), arena([0, 0, 0]));
    const { zaps, hits, peace, bushesAlive } = witness.measures;
    expect(zaps).toEqual([0, 0, 0.5]);
    expect(hits).toEqual([0.25, 0, 0]);
    // (3 * 4 - 3) / 4
    expect(peace).toBe(2.25);
    // A bush whose last apple went a step ago may still come back.
    expect(bushesAlive).toEqual([3, 3, 2, 2, 2]);
  });

  test('[EV4] an arena is barren when every bush is dead', () => {
    expect(isBarren(arena([0], [2, 2]).state as HarvestState)).toBe(true);
    expect(isBarren(arena([0], [2, 1]).state as HarvestState)).toBe(false);
  });
});
