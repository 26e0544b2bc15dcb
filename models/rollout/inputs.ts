import type { Episode } from '../../shared/episode.ts';
import { observationLength } from '../../shared/game.ts';
import type { LearnableGame } from '../../shared/learnableGame.ts';
import type { TrainingConfig } from '../config.ts';
import { NO_FEATURE, type Inputs, type NetworkSpec } from '../networks/layout.ts';

/** What a network reads of one seat. */
export type InputSpec = Pick<NetworkSpec, 'inputs' | 'longest'>;

/**
 * What actor and critic read: one and the same object if they read the same.
 * @throws RangeError if the game does not have what the config asks for
 */
export function inputSpecs(
  { reads, criticReads, sharing }: Pick<TrainingConfig['network'], 'reads' | 'criticReads' | 'sharing'>,
  game: LearnableGame,
): { readonly actor: InputSpec; readonly critic: InputSpec } {
  if (reads === 'observation') {
    if (criticReads === 'everything')
      throw new RangeError('expected a critic that reads everything to read features');
    const same = { inputs: observationLength(game) };
    return { actor: same, critic: same };
  }
  const { features, privileged } = game;
  if (features === undefined) throw new RangeError('expected a game with features to read, got one without');
  const actor = { inputs: features.size, longest: features.longest };
  if (criticReads === 'the same') return { actor, critic: actor };
  if (sharing === 'shared' || privileged === undefined)
    throw new RangeError(
      'expected a critic of its own and a game with privileged features for one that reads everything',
    );
  const [inputs, longest] = [features.size + privileged.size, features.longest + privileged.longest];
  return { actor, critic: { inputs, longest } };
}

/**
 * Writes what an actor reads of a seat.
 * @param out [..., width of the inputs], from `at` on
 */
export function writeInputs(
  episode: Episode,
  seat: number,
  out: Inputs,
  at: number,
  { inputs, longest }: InputSpec,
): void {
  if (out instanceof Float32Array) {
    episode.observe(seat, out.subarray(at, at + inputs));
    return;
  }
  endList(out, at, episode.features(seat, out, at), longest as number);
}

/**
 * Writes what a critic that sees everything reads: the actor's list, and the privileged features behind it.
 * @param list [..., actor's longest] from `from` on   @param out [..., critic's longest] from `at` on
 */
export function writeEverything(
  episode: Episode,
  seat: number,
  { list, from, actor }: { readonly list: Uint16Array; readonly from: number; readonly actor: InputSpec },
  { out, at, critic }: { readonly out: Uint16Array; readonly at: number; readonly critic: InputSpec },
): void {
  let count = copyList(list, from, out, at, actor.longest as number);
  const first = at + count;
  count += episode.privileged(seat, out, first);
  for (let i = first; i < at + count; i += 1) out[i] = (out[i] as number) + actor.inputs;
  endList(out, at, count, critic.longest as number);
}

/** Copies a list up to its end mark, which it does not write.  @returns its length */
function copyList(list: Uint16Array, from: number, out: Uint16Array, at: number, longest: number): number {
  let i = 0;
  for (; i < longest; i += 1) {
    const feature = list[from + i] as number;
    if (feature === NO_FEATURE) break;
    out[at + i] = feature;
  }
  return i;
}

/** Copies rows of inputs: row i of `out` is row rows[i] of `inputs`, counted from `first`. */
export function copyRows(
  inputs: Inputs,
  first: number,
  rows: ArrayLike<number>,
  { out, firstOut, width }: { readonly out: Inputs; readonly firstOut: number; readonly width: number },
): void {
  if (inputs instanceof Float32Array && out instanceof Float32Array) {
    copyRuns(inputs, first * width, rows, { out, at: firstOut * width, width });
    return;
  }
  for (let i = 0; i < rows.length; i += 1) {
    const from = (first + (rows[i] as number)) * width;
    const at = (firstOut + i) * width;
    endList(
      out as Uint16Array,
      at,
      copyList(inputs as Uint16Array, from, out as Uint16Array, at, width),
      width,
    );
  }
}

/** Rows that stand side by side go at once; a view of a single short one would cost more than its copy. */
function copyRuns(
  inputs: Float32Array,
  start: number,
  rows: ArrayLike<number>,
  { out, at, width }: { readonly out: Float32Array; readonly at: number; readonly width: number },
): void {
  for (let i = 0; i < rows.length;) {
    let length = 1;
    while (rows[i + length] === (rows[i] as number) + length) length += 1;
    const from = start + (rows[i] as number) * width;
    const to = at + i * width;
    if (length === 1) for (let k = 0; k < width; k += 1) out[to + k] = inputs[from + k] as number;
    else out.set(inputs.subarray(from, from + length * width), to);
    i += length;
  }
}

function endList(out: Uint16Array, at: number, length: number, longest: number): void {
  if (length < longest) out[at + length] = NO_FEATURE;
}
