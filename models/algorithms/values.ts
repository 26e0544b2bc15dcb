import { learnsInMinibatches, type Learner } from '../learner.ts';
import { groupOf, inputWidth } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { centrePerTimestep } from '../returns/centre.ts';
import { gae } from '../returns/gae.ts';
import { lambdaReturns } from '../returns/lambdaReturns.ts';
import { standardise } from '../returns/standardise.ts';
import { copyRows } from '../rollout/inputs.ts';
import { readWhole } from '../rollout/readWhole.ts';
import type { Rollout } from '../rollout/rollout.ts';
import type { FirstMemories } from './lessons.ts';
import { withoutLuck } from './withoutLuck.ts';

/** What the critics say about a rollout; all [T, N]. */
export interface Estimates {
  readonly values: Float32Array;
  readonly advantages: Float32Array;
  /** What the critic is to learn: lambda-returns that bootstrap from the target network. */
  readonly targets: Float32Array;
  /** Before the first step. */
  readonly memories: FirstMemories;
}

/**
 * Values by the critic, advantages from them, and the critic's targets by the target network.
 * Where networks keep whole rollouts, the critic's forward pass stays in place for its backward pass.
 */
export async function estimate(learner: Learner, rollout: Rollout): Promise<Estimates> {
  const { config } = learner;
  const { steps, rewards, terminated, truncated } = rollout;
  if (learner.iteration === 0 && config.critic.start === 'mean reward') calibrate(learner, rollout);
  const { now, later, memories } = await readRollout(learner, rollout);
  const values = now.slice(0, rewards.length);
  const ends = { steps, rewards, terminated, truncated, gamma: config.gamma };
  return {
    values,
    memories,
    advantages: gae({
      ...ends,
      ...withoutLuck(learner, rollout, { values, nextValues: now.slice(rollout.rows) }),
      lambda: config.lambda,
    }),
    targets: lambdaReturns({ ...ends, nextValues: later.slice(rollout.rows), lambda: config.critic.lambda }),
  };
}

/** Values by the critic and by the target, [T + 1, N]. */
async function readRollout(learner: Learner, rollout: Rollout) {
  const { critic, target, config, criticMemory, targetMemory } = learner;
  const isOneNetwork = target === critic.network;
  if (learnsInMinibatches(config)) {
    forget(criticMemory, rollout);
    const memories = { actor: rollout.memories, critic: criticMemory.slice() };
    const now = await valuesAlong(critic.network, rollout, {
      memory: criticMemory,
      rows: valuedRows(learner, rollout),
    });
    if (isOneNetwork) return { now, later: now, memories };
    forget(targetMemory, rollout);
    const rows = valuedRows(learner, rollout);
    return { now, later: await valuesAlong(target, rollout, { memory: targetMemory, rows }), memories };
  }
  const memories = { actor: NONE, critic: NONE };
  const now = await valuesAtOnce(critic.network, rollout, rollout.rows);
  if (isOneNetwork) return { now, later: now, memories };
  // The learner's rows are all that anyone has targets for.
  return { now, later: await valuesAtOnce(target, rollout, rollout.learners), memories };
}

const NONE = new Float32Array(0);

/** @param rows so many of the rollout's order   @returns [T + 1, N], 0 for other rows */
async function valuesAtOnce(
  network: RecurrentNetwork,
  rollout: Rollout,
  rows: number,
): Promise<Float32Array> {
  readWhole(network, rollout.criticInputs, rollout, rows);
  await network.forward();
  const outputs = network.outputs('critic');
  const { width } = network.layout.heads.critic as { readonly width: number };
  const values = new Float32Array((rollout.steps + 1) * rollout.rows);
  for (let t = 0; t <= rollout.steps; t += 1) {
    for (let i = 0; i < rows; i += 1)
      values[t * rollout.rows + (rollout.order[i] as number)] = outputs[(t * rows + i) * width] as number;
  }
  return values;
}

/** Rows whose values anyone asks for. */
function valuedRows({ config }: Learner, { rows, learnable }: Rollout): readonly number[] {
  const all = Array.from({ length: rows }, (_, row) => row);
  if (config.group === 'all') return all;
  const learns = new Uint8Array(rows);
  for (let cell = 0; cell < learnable.length; cell += 1) if (learnable[cell] === 1) learns[cell % rows] = 1;
  return all.filter((row) => learns[row] === 1);
}

interface ValuesInput {
  /** [N, H] before the rollout; becomes that after its last step. */
  readonly memory: Float32Array;
  readonly rows: readonly number[];
}

/** Values of some rows, [T + 1, N], 0 for others. */
async function valuesAlong(
  network: RecurrentNetwork,
  rollout: Rollout,
  { memory, rows }: ValuesInput,
): Promise<Float32Array> {
  const values = new Float32Array((rollout.steps + 1) * rollout.rows);
  if (rows.length === 0) return values;
  network.use(rows.length);
  const { initialMemory, memoryLength } = network;
  for (const [i, row] of rows.entries())
    initialMemory.set(rowOf(memory, row, memoryLength), i * memoryLength);
  const reading = { network, rollout, rows, values };
  const after = network.shape.steps === 1 ? await stepByStep(reading) : await allAtOnce(reading);
  for (const [i, row] of rows.entries()) memory.set(rowOf(after, i, memoryLength), row * memoryLength);
  return values;
}

interface Reading {
  /** With its memory written. */
  readonly network: RecurrentNetwork;
  readonly rollout: Rollout;
  readonly rows: readonly number[];
  /** [T + 1, N] */
  readonly values: Float32Array;
}

/**
 * Reads the values of a network of single steps.
 * @returns its memory after the last step but one: what is observed then is the next rollout's first observation
 */
async function stepByStep({ network, rollout, rows, values }: Reading): Promise<Float32Array> {
  const into = { out: network.observations, firstOut: 0, width: inputWidth(network.layout.spec) };
  let memory = network.initialMemory;
  for (let t = 0; t <= rollout.steps; t += 1) {
    copyRows(rollout.criticInputs, t * rollout.rows, rows, into);
    if (t === rollout.steps) memory = network.initialMemory.slice();
    await network.forwardStep(0);
    readValues(network, 0, { rows, values: values.subarray(t * rollout.rows) });
    if (network.memoryLength > 0) network.initialMemory.set(network.memoryAfter(0));
  }
  return memory;
}

/** The same of a network that has room for all steps. */
async function allAtOnce({ network, rollout, rows, values }: Reading): Promise<Float32Array> {
  const width = inputWidth(network.layout.spec);
  for (let t = 0; t <= rollout.steps; t += 1) {
    const into = { out: network.observations, firstOut: t * rows.length, width };
    copyRows(rollout.criticInputs, t * rollout.rows, rows, into);
  }
  await network.forward();
  for (let t = 0; t <= rollout.steps; t += 1)
    readValues(network, t, { rows, values: values.subarray(t * rollout.rows) });
  return network.memoryAfter(rollout.steps - 1);
}

/** @param values [N] of this step */
function readValues(
  network: RecurrentNetwork,
  step: number,
  { rows, values }: { readonly rows: readonly number[]; readonly values: Float32Array },
): void {
  const { width } = network.layout.heads.critic as { readonly width: number };
  const outputs = network.outputs('critic');
  for (let i = 0; i < rows.length; i += 1)
    values[rows[i] as number] = outputs[(step * rows.length + i) * width] as number;
}

function rowOf(table: Float32Array, row: number, width: number): Float32Array {
  return table.subarray(row * width, (row + 1) * width);
}

/** Episodes that begin with the rollout begin with empty memories. */
function forget(memory: Float32Array, { starts, rows }: Rollout): void {
  const width = memory.length / rows;
  for (let row = 0; row < rows; row += 1) if (starts[row] === 1) rowOf(memory, row, width).fill(0);
}

/** Advantages as the config wants them prepared; 0 where nobody of the group acted. */
export function prepared(learner: Learner, advantages: Float32Array, rollout: Rollout): Float32Array {
  const { config, team } = learner;
  if (config.advantages === 'centred') return centred(learner, advantages, rollout);
  const { learnable, companies, seats, rows } = rollout;
  // An advantage of someone else's is on no scale of ours.
  const counts = config.group === 'all' ? rollout.playing : learnable;
  const kindOf = (i: number): number => companies[Math.floor((i % rows) / seats)] as number;
  return standardise({ values: advantages, counts, kindOf, sumOverAll: (sums) => team.sum(sums) });
}

/**
 * Advantages centred at every timestep, the learner's rows apart from those of past selves: a critic that
 * is off by a constant for one of the two must not look like an advantage. 0 where the episode was over.
 */
function centred(
  { team, config }: Learner,
  advantages: Float32Array,
  { steps, playing, learnable }: Rollout,
): Float32Array {
  const groups = learnable.slice();
  if (config.group === 'all') {
    for (let i = 0; i < groups.length; i += 1) if (playing[i] === 1 && groups[i] === 0) groups[i] = 2;
  }
  return centrePerTimestep(steps, advantages, groups, (sums) => team.sum(sums));
}

/**
 * Before the first update every value is near 0 while the true ones may all be near r / (1 - gamma); then every
 * advantage has one sign and the alignment term pushes the wrong way. So the value starts at that number.
 */
function calibrate({ critic, target, config, team }: Learner, rollout: Rollout): void {
  const sums = Float64Array.of(
    rollout.rewards.reduce((sum, r) => sum + r, 0),
    rollout.rewards.length,
  );
  team.sum(sums);
  const mean = (sums[0] as number) / (sums[1] as number);
  const value = config.gamma < 1 ? mean / (1 - config.gamma) : mean * config.steps;
  const { offset } = groupOf(critic.network.layout, `critic.${config.network.criticLayers.length}.bias`);
  for (const network of [critic.network, target]) network.parameters[offset] = value;
}
