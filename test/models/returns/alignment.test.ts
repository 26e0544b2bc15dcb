import { describe, expect, test } from '@jest/globals';
import { alignmentTerm } from '../../../models/returns/alignment.ts';
import { othersAdvantages } from '../../../models/returns/othersAdvantages.ts';
import { pastAdvantages, type AlignmentKernel } from '../../../models/returns/pastAdvantages.ts';
import { maskParts, type AlignmentPart } from '../../../models/returns/signMask.ts';
import { expectClose } from '../../fixtures/close.ts';

const A1 = [0.5, -0.2, 0.3, 0.4];
const A2 = [0.1, 0.6, -0.5, 0.2];
const A3 = [-0.3, 0.2, 0.4, -0.1];

/** [T, seats], seats side by side. */
function interleave(...seats: readonly (readonly number[])[]): Float64Array {
  const first = seats[0] as readonly number[];
  return Float64Array.from(first.flatMap((_, t) => seats.map((seat) => seat[t] as number)));
}

function seat(values: ArrayLike<number>, index: number, seats: number): number[] {
  return Array.from(values).filter((_, i) => i % seats === index);
}

function term(kernel: AlignmentKernel, gamma = 0.9, lambda = 0.9): number[] {
  const advantages = interleave(A1, A2);
  return seat(alignmentTerm({ steps: 4, advantages, kernel, gamma, lambda, seats: 2 }), 0, 2);
}

const plus = (weights: readonly number[], beta: number): number[] =>
  A1.map((a, t) => a + beta * (weights[t] as number));

describe('alignment term', () => {
  test('[LN1] the past of eq. 8 and 10 is the strict past, discounted, and 0 at the start', () => {
    const past = pastAdvantages({
      steps: 4,
      advantages: Float64Array.from(A1),
      kernel: 'eq10',
      gamma: 0.9,
      lambda: 1,
    });
    expectClose(
      Array.from(past, (x) => x / 0.9),
      [0, 0.45, 0.225, 0.4725],
    );
  });

  test.each<[AlignmentKernel, number, readonly number[]]>([
    ['eq8', 0.9, [0, 0.2187, -0.0820125, 0.06200145]],
    ['eq59', 0.9, [0, 0.15, -0.05, 0.03]],
    ['mean', 0.9, [0, 0.3, -0.075, 0.04]],
    ['lambda', 0.9, [0, 0.27, -0.09225, 0.083889]],
    ['lambda', 0.96, [0, 0.288, -0.11136, 0.096086016]],
  ])('[LN1] kernel %s at gamma %d gives the golden weights for two players', (kernel, gamma, wanted) => {
    expectClose(term(kernel, gamma), wanted);
  });

  test('[LN44] what is added to the past counts from the first step, and the past no less than its least', () => {
    const advantages = interleave(A1, A2);
    const shared = { steps: 4, advantages, kernel: 'mean', gamma: 0.9, lambda: 0.9, seats: 2 } as const;
    // Past means of the first seat: none, .5, .15, .2; of the second .1, .35, .0667.
    expectClose(seat(alignmentTerm({ ...shared, added: 1 }), 0, 2), [0.1, 0.9, -0.575, 0.24]);
    expectClose(seat(alignmentTerm({ ...shared, least: 0.18 }), 0, 2), [0.018, 0.3, -0.09, 0.04]);
    expectClose(seat(alignmentTerm({ ...shared, least: 0.18, added: 1 }), 0, 2), [0.118, 0.9, -0.59, 0.24]);
  });

  test('[LN1] the proximal advantage A* adds beta times the term', () => {
    expectClose(plus(term('eq10'), 0.3), [0.5, -0.1271, 0.269625, 0.425515]);
    expectClose(plus(term('mean'), 0.3), [0.5, -0.11, 0.2775, 0.412]);
    expectClose(plus(term('mean'), 1), [0.5, 0.1, 0.225, 0.44]);
  });

  test('[LN2] with three players the others are summed (eq. 66)', () => {
    const terms = alignmentTerm({
      steps: 4,
      advantages: interleave(A1, A2, A3),
      kernel: 'mean',
      gamma: 0.9,
      lambda: 1,
      seats: 3,
    });
    expectClose(seat(terms, 0, 3), [0, 0.4, -0.015, 0.02]);
    expectClose(seat(terms, 1, 3), [0, 0, 0.245, 0.02]);
    expectClose(seat(terms, 2, 3), [0, -0.12, 0.01, 0.06]);
  });

  test('[LN2] a row count that is no multiple of the seats is refused', () => {
    expect(() => othersAdvantages(new Float32Array(5), 2)).toThrow('expected a multiple of 2 seats, got 5');
  });

  test('[LN1] the past starts anew after an episode ends inside the rollout', () => {
    const done = Uint8Array.from([0, 1, 0, 0]);
    const past = pastAdvantages({
      steps: 4,
      advantages: Float64Array.from(A1),
      kernel: 'mean',
      gamma: 1,
      lambda: 1,
      done,
    });
    expectClose(past, [0, 0.5, 0, 0.3]);
  });

  test.each<[readonly AlignmentPart[], readonly number[]]>([
    [[], [1, 1, -1, -1]],
    [['C'], [0, 1, -1, -1]],
    [['E'], [1, 0, -1, -1]],
    [['V'], [1, 1, 0, -1]],
    [['S'], [1, 1, -1, 0]],
    [
      ['C', 'E'],
      [0, 0, -1, -1],
    ],
    [
      ['V', 'S'],
      [1, 1, 0, 0],
    ],
  ])('[LN3] masking %j removes exactly the pairs with those signs', (masked, wanted) => {
    const own = Float64Array.from([1, 1, -1, -1]);
    const others = Float64Array.from([1, -1, 1, -1]);
    expectClose(maskParts(own, others, masked), wanted);
  });

  test('[LN3] a masked term is 0 where the mask holds and the golden term elsewhere', () => {
    const advantages = interleave(A1, A2);
    const terms = alignmentTerm({
      steps: 4,
      advantages,
      kernel: 'mean',
      gamma: 0.9,
      lambda: 1,
      seats: 2,
      masked: ['E'],
    });
    expectClose(seat(terms, 0, 2), [0, 0.3, 0, 0.04]);
  });
});
