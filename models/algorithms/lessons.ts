import { RandomStream, shuffle } from '../../shared/random.ts';
import { learnsInMinibatches, minibatchShape, type Learner, type Trained } from '../learner.ts';
import { inputWidth } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { copyRows } from '../rollout/inputs.ts';
import type { Rollout } from '../rollout/rollout.ts';

/** What one step of the optimiser learns from: networks that have computed, and what of the rollout they have seen. */
export interface Lesson {
  readonly actor: RecurrentNetwork;
  /** The same as `actor` if they share. */
  readonly critic: RecurrentNetwork;
  /** [T, A] cell of the rollout that cell n of step t is, in the first A rows of the networks; -1: none. */
  readonly cells: Int32Array;
  /** A */
  readonly rows: number;
  /** Rows that a network has in use: cell n of step t is its cell t * rows + n. */
  readonly rowsOf: { readonly actor: number; readonly critic: number };
}

/** [N, H] before the rollout's first step; empty without a memory. */
export interface FirstMemories {
  readonly actor: Float32Array;
  readonly critic: Float32Array;
}

/**
 * The lessons of one pass over a rollout: the rollout as a whole, or minibatches of sequences drawn without
 * replacement from (seed, 'minibatches', number of the pass). Take one after the other: they share networks.
 * @param pass number of the pass within the run   @param isFirst whether the networks have just computed the rollout
 */
export async function* lessonsOf(
  learner: Learner,
  rollout: Rollout,
  {
    memories,
    pass,
    isFirst,
  }: { readonly memories: FirstMemories; readonly pass: number; readonly isFirst: boolean },
): AsyncGenerator<Lesson> {
  if (!learnsInMinibatches(learner.config)) {
    yield await wholeLesson(learner, rollout, isFirst);
    return;
  }
  const { seed, team, config } = learner;
  const { actor, critic } = learner;
  const rng = new RandomStream(seed, `minibatches ${team.member}`, pass);
  for (const own of inParts(sequencesOf(learner, rollout), config.ppo.minibatches, rng)) {
    const cells = await study(critic, rollout, own, {
      inputs: rollout.criticInputs,
      memories: memories.critic,
    });
    if (actor !== critic)
      await study(actor, rollout, own, { inputs: rollout.observations, memories: memories.actor });
    const rows = Math.max(1, own.length);
    const rowsOf = { actor: rows, critic: rows };
    yield { actor: actor.practice, critic: critic.practice, cells, rows, rowsOf };
  }
}

async function wholeLesson({ actor, critic }: Learner, rollout: Rollout, isFirst: boolean): Promise<Lesson> {
  // The first forward passes are those of the rollout and of the estimates.
  if (!isFirst) {
    await critic.network.forward();
    if (actor !== critic) await actor.network.forward();
  }
  const { order, learners, rows, steps } = rollout;
  const cells = new Int32Array(steps * learners);
  for (let t = 0; t < steps; t += 1) {
    for (let i = 0; i < learners; i += 1) cells[t * learners + i] = t * rows + (order[i] as number);
  }
  const rowsOf = { actor: actor === critic ? rows : learners, critic: rows };
  return { actor: actor.network, critic: critic.network, cells, rows: learners, rowsOf };
}

/** First cells of the sequences in which there is something to learn: rows, or single cells without a memory. */
function sequencesOf({ config }: Learner, { learnable, rows, steps }: Rollout): number[] {
  const { steps: length } = minibatchShape(config, rows);
  const sequences: number[] = [];
  for (let cell = 0; cell < (length === 1 ? learnable.length : rows); cell += 1) {
    let learns = learnable[cell] === 1;
    for (let t = 1; t < length && t < steps; t += 1) learns ||= learnable[cell + t * rows] === 1;
    if (learns) sequences.push(cell);
  }
  return sequences;
}

/** Parts of equal size, drawn without replacement; each in ascending order, as memory is read fastest. */
function inParts(sequences: readonly number[], count: number, rng: RandomStream): readonly number[][] {
  const order = shuffle(rng, [...sequences.keys()]);
  const partOf = new Uint16Array(sequences.length);
  for (const [place, i] of order.entries()) partOf[i] = Math.floor((place * count) / sequences.length);
  const parts: number[][] = Array.from({ length: count }, () => []);
  for (const [i, sequence] of sequences.entries()) parts[partOf[i] as number]?.push(sequence);
  return parts;
}

/** Lets a practice network compute some sequences.  @returns the cells that it has seen */
async function study(
  { practice }: Trained,
  rollout: Rollout,
  sequences: readonly number[],
  { inputs, memories }: { readonly inputs: Rollout['observations']; readonly memories: Float32Array },
): Promise<Int32Array> {
  const { spec } = practice.layout;
  const { steps } = practice.shape;
  const width = inputWidth(spec);
  // Every member of a team takes every step, also one that has nothing to learn from.
  const count = Math.max(1, sequences.length);
  practice.use(count);
  const cells = new Int32Array(steps * count).fill(-1);
  for (let t = 0; t < steps; t += 1) {
    for (let i = 0; i < sequences.length; i += 1)
      cells[t * count + i] = t * rollout.rows + (sequences[i] as number);
  }
  if (practice.chooser) practice.chooser.choose(cells.map((cell) => Math.max(0, cell)));
  else {
    for (let t = 0; t < steps; t += 1)
      copyRows(inputs, t * rollout.rows, sequences, {
        out: practice.observations,
        firstOut: t * count,
        width,
      });
  }
  const { initialMemory, memoryLength } = practice;
  if (memoryLength > 0) {
    for (const [i, row] of sequences.entries())
      initialMemory.set(memories.subarray(row * memoryLength, (row + 1) * memoryLength), i * memoryLength);
  }
  await practice.forward();
  return cells;
}

/** Brings the parameters, and inputs that can be read where they are, to where the optimiser works. */
export function beginPractice({ actor, critic }: Learner, rollout: Rollout): void {
  for (const { network, practice } of new Set([actor, critic])) {
    if (practice === network) continue;
    practice.parameters.set(network.parameters);
    if (practice.chooser === undefined) continue;
    const { kept } = practice.chooser;
    const inputs = practice === critic.practice ? rollout.criticInputs : rollout.observations;
    kept.set(inputs.subarray(0, kept.length));
  }
}

/** Takes over what it has learned. */
export function endPractice({ actor, critic }: Learner): void {
  for (const { network, practice } of new Set([actor, critic])) {
    if (practice !== network) network.parameters.set(practice.parameters);
  }
}
