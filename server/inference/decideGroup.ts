import { inputWidth, type Inputs } from '../../models/networks/layout.ts';
import type { Policy } from '../../models/policies/policy.ts';
import type { Choice } from '../../shared/player.ts';
import { RandomStream } from '../../shared/random.ts';
import type { GroupReply, InferenceGroup } from './messages.ts';

/**
 * Decides for every seat of a group. Seats with several observations live through all of them, one after the other,
 * and decide after the last; all seats that have an n-th observation share one forward pass for it.
 */
export function decideGroup(policy: Policy, group: InferenceGroup): GroupReply {
  const { counts, draws } = group;
  const memories = group.memories.slice();
  const choices: Choice[] = [];
  const firsts = firstRows(counts);
  const rounds = counts.reduce((a, b) => Math.max(a, b), 0);
  for (let round = 0; round < rounds; round += 1) {
    const seats = [...counts.keys()].filter((seat) => round < (counts[seat] as number));
    const { memoryLength } = policy;
    const decided = policy.act({
      observations: rows(
        group.observations,
        inputWidth(policy.inputs),
        seats.map((seat) => (firsts[seat] as number) + round),
      ),
      memories: rows(memories, memoryLength, seats),
      rngs: seats.map((seat) => {
        const { seed, seat: index, step } = draws[seat] as InferenceGroup['draws'][number];
        return new RandomStream(seed, `player ${index}`, step);
      }),
    });
    for (const [row, seat] of seats.entries()) {
      const memory = decided.memories.subarray(row * memoryLength, (row + 1) * memoryLength);
      memories.set(memory, seat * memoryLength);
      choices[seat] = decided.choices[row] as Choice;
    }
  }
  return { kind: 'decided', choices, memories };
}

/** [N] Index of each seat's first observation. */
function firstRows(counts: Int32Array): readonly number[] {
  let next = 0;
  return Array.from(counts, (count) => {
    next += count;
    return next - count;
  });
}

/** The rows with these indices, together. */
function rows<T extends Inputs>(table: T, width: number, indices: readonly number[]): T {
  const length = indices.length * width;
  const out = (table instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length)) as T;
  for (const [row, index] of indices.entries()) {
    out.set(table.subarray(index * width, (index + 1) * width), row * width);
  }
  return out;
}
