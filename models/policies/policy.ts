import type { Choice } from '../../shared/player.ts';
import type { Rng } from '../../shared/random.ts';
import { FREE } from '../learner.ts';
import { actionHeadFor, type ActionHead } from '../networks/actionHead.ts';
import type { FrozenNetwork } from '../networks/frozenNetwork.ts';
import { groupOf, inputWidth } from '../networks/layout.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { createPlayingNetwork } from '../networks/playingNetwork.ts';
import { inputSpecs, type InputSpec } from '../rollout/inputs.ts';
import type { LearnableGame } from '../../shared/learnableGame.ts';
import { readsOf } from './readSeat.ts';

/** What B seats ask, each of its own game and episode. One seat alone is a batch of one. */
export interface PolicyInput {
  /** [B, width of the inputs] */
  readonly observations: ArrayLike<number>;
  /** [B, memoryLength], each belonging to one seat of one episode; zeros at its start. */
  readonly memories: Float32Array;
  /** [B] One stream per row: what a row draws depends on nobody else in the batch. */
  readonly rngs: readonly Rng[];
}

export interface PolicyAnswer {
  /** [B] Probabilities where the action space is discrete, a value where there is a critic. */
  readonly choices: readonly Choice[];
  /** [B, memoryLength] after the step; a new array, so that earlier memories may be kept and gone back to. */
  readonly memories: Float32Array;
}

/** A trained agent that plays. It has no hidden state: what it remembers goes out and comes back in. */
export interface Policy {
  /** What it reads of a seat. */
  readonly inputs: InputSpec;
  /** Numbers that its distribution over actions needs. */
  readonly outputs: number;
  readonly memoryLength: number;
  /**
   * Chooses an action for every row. Computes at once, on the own kernels.
   * @throws RangeError if the arrays do not fit the number of rows
   */
  act(input: PolicyInput): PolicyAnswer;
}

export interface PolicyOptions {
  readonly head: ActionHead;
  readonly actor: FrozenNetwork;
  /** Left out: choices have no value. The actor's own network, if they share it. */
  readonly critic?: FrozenNetwork;
  readonly choosing?: Choosing;
}

/** Actions are drawn from the distribution, as in training, unless the likeliest is asked for. */
export type Choosing = 'drawn' | 'likeliest';

export function createPolicy({ head, actor, critic, choosing = 'drawn' }: PolicyOptions): Policy {
  const parts = critic === undefined || critic === actor ? [actor] : [actor, critic];
  const networksFor = networksBySize(parts);
  const widths = networksFor(1).map((network) => network.memoryLength);
  const memoryLength = widths.reduce((sum, width) => sum + width, 0);
  const { inputs, longest } = actor.layout.spec;
  const reads: InputSpec = longest === undefined ? { inputs } : { inputs, longest };
  const rowLength = inputWidth(reads);
  const choose = chooser(head, actor, choosing);
  return {
    inputs: reads,
    outputs: head.outputs,
    memoryLength,
    act({ observations, memories, rngs }) {
      const rows = rngs.length;
      checkLength('observations', observations, rows * rowLength);
      checkLength('memories', memories, rows * memoryLength);
      const networks = networksFor(rows);
      const remembered = new Float32Array(memories.length);
      let from = 0;
      for (const [i, network] of networks.entries()) {
        const width = widths[i] as number;
        const columns = { from, width, of: memoryLength };
        network.observations.set(observations);
        readColumns(memories, columns, network.initialMemory, rows);
        void network.forwardStep(0);
        writeColumns(network.memoryAfter(0), remembered, columns, rows);
        from += width;
      }
      const acting = networks[0] as RecurrentNetwork;
      const valuing = critic && networks.at(-1);
      return { choices: rngs.map((rng, row) => choose(acting, valuing, row, rng)), memories: remembered };
    },
  };
}

/**
 * Whether a policy can play a game.
 * @param name how the error names the policy
 * @throws RangeError if the game shows or asks for something else than the policy was trained in
 */
export function checkPolicyFits({ inputs, outputs }: Policy, game: LearnableGame, name: string): void {
  const seen = inputsFor(inputs, game);
  const needed = actionHeadFor(game.actions).outputs;
  if (sameInputs(seen, inputs) && needed === outputs) return;
  throw new RangeError(
    `${name}: expected a game of ${inWords(inputs)} and ${outputs} outputs, which it was trained in, got ${inWords(seen)} and ${needed}`,
  );
}

/** What a game shows to a policy that reads as `like` does. */
export function inputsFor(like: InputSpec, game: LearnableGame): InputSpec {
  if (readsOf(like) === 'features' && game.features === undefined) return { inputs: 0, longest: 0 };
  return inputSpecs({ reads: readsOf(like), criticReads: 'the same', sharing: 'separate' }, game).actor;
}

export function sameInputs(a: InputSpec, b: InputSpec): boolean {
  return a.inputs === b.inputs && a.longest === b.longest;
}

function inWords({ inputs, longest }: InputSpec): string {
  return longest === undefined ? `${inputs} observed numbers` : `${inputs} features, ${longest} at a time`;
}

type Choose = (
  acting: RecurrentNetwork,
  valuing: RecurrentNetwork | undefined,
  row: number,
  rng: Rng,
) => Choice;

function chooser(head: ActionHead, { layout, parameters }: FrozenNetwork, choosing: Choosing): Choose {
  const { width } = layout.heads.actor as { readonly width: number };
  const start = head.free === 0 ? 0 : groupOf(layout, FREE).offset;
  const free = parameters.subarray(start, start + head.free);
  const stored = new Float32Array(head.stored);
  return (acting, valuing, row, rng) => {
    const from = { outputs: acting.outputs('actor'), offset: row * width, free };
    if (choosing === 'drawn') head.sample(from, rng, stored, 0);
    else head.likeliest(from, stored, 0);
    const action = head.action(stored, 0);
    const probabilities = head.probabilities(from);
    const valueWidth = valuing?.layout.heads.critic?.width ?? 0;
    const value = valuing?.outputs('critic')[row * valueWidth];
    return { action, ...(probabilities && { probabilities }), ...(value !== undefined && { value }) };
  };
}

/** Networks of 1, 2, 4, ... rows, made when first needed: a batch wastes less than half of one. */
function networksBySize(parts: readonly FrozenNetwork[]) {
  const made = new Map<number, readonly RecurrentNetwork[]>();
  return (rows: number): readonly RecurrentNetwork[] => {
    const size = 2 ** Math.ceil(Math.log2(Math.max(1, rows)));
    let networks = made.get(size);
    if (networks === undefined) {
      networks = parts.map(({ layout, parameters }) => {
        const network = createPlayingNetwork(layout, size);
        network.parameters.set(parameters);
        return network;
      });
      made.set(size, networks);
    }
    return networks;
  };
}

/** Some columns of a table of rows. */
interface Columns {
  readonly from: number;
  readonly width: number;
  /** Width of the table. */
  readonly of: number;
}

function readColumns(table: Float32Array, { from, width, of }: Columns, out: Float32Array, rows: number) {
  for (let row = 0; row < rows; row += 1) {
    const start = row * of + from;
    out.set(table.subarray(start, start + width), row * width);
  }
}

function writeColumns(read: Float32Array, table: Float32Array, { from, width, of }: Columns, rows: number) {
  for (let row = 0; row < rows; row += 1) {
    table.set(read.subarray(row * width, (row + 1) * width), row * of + from);
  }
}

function checkLength(name: string, { length }: ArrayLike<number>, expected: number): void {
  if (length !== expected) throw new RangeError(`expected ${expected} ${name}, got ${length}`);
}
