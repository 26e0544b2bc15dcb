import type { Episode } from '../../shared/episode.ts';
import { emptyInputs, inputWidth, NO_FEATURE, type Inputs } from '../networks/layout.ts';
import { writeInputs, type InputSpec } from '../rollout/inputs.ts';

/** What a policy reads of a seat. */
export type Reads = 'observation' | 'features';

export function readsOf({ longest }: InputSpec): Reads {
  return longest === undefined ? 'observation' : 'features';
}

/** Room for what `rows` seats show to a policy. */
export function seatInputs(spec: InputSpec, rows: number): Inputs {
  return emptyInputs(spec, rows);
}

/** Writes what a policy reads of a seat to a row of `out`. */
export function readSeat(spec: InputSpec, episode: Episode, seat: number, out: Inputs, row: number): void {
  writeInputs(episode, seat, out, row * inputWidth(spec), spec);
}

/** A row of inputs from what a seat shows: an observation as it is, a list of features with its end marked. */
export function inputRow(spec: InputSpec, shown: ArrayLike<number>): Inputs {
  if (spec.longest === undefined) return Float32Array.from(shown);
  const row = new Uint16Array(spec.longest).fill(NO_FEATURE);
  row.set(shown);
  return row;
}
