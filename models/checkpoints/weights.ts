import type { FrozenNetwork } from '../networks/frozenNetwork.ts';
import { layOut, type NetworkLayout, type NetworkSpec, type ParameterGroup } from '../networks/layout.ts';
import type { Tensor } from './safetensors.ts';
import { UnusableCheckpoint } from './unusableCheckpoint.ts';

/** By name: `actor` and `critic`, or one `policy` whose heads share a trunk. */
export type Networks = Readonly<Record<string, FrozenNetwork>>;

/**
 * Tensors as they are stored: without the padding, matrices as [inputs, outputs] (a row vector of inputs is
 * multiplied from the left), single rows as [outputs]. GRU gates r, z, n stand side by side.
 */
export function tensorsOf(networks: Networks): ReadonlyMap<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const [network, { layout, parameters }] of Object.entries(networks)) {
    for (const group of layout.groups) {
      const { rows, columns, width, offset } = group;
      const values = new Float32Array(rows * columns);
      for (let row = 0; row < rows; row += 1) {
        const from = offset + row * width;
        values.set(parameters.subarray(from, from + columns), row * columns);
      }
      tensors.set(tensorName(network, group), { shape: shapeOf(group), values });
    }
  }
  return tensors;
}

/**
 * @param file how errors name it
 * @throws UnusableCheckpoint if a tensor is missing, too many, of another shape or not finite
 */
export function networksFrom(
  tensors: ReadonlyMap<string, Tensor>,
  specs: Readonly<Record<string, NetworkSpec>>,
  file: string,
): Networks {
  const left = new Set(tensors.keys());
  const networks = Object.entries(specs).map(([network, spec]): [string, FrozenNetwork] => {
    const layout = orUnusable(spec, network, file);
    const found = layout.groups.map((group) => {
      const name = tensorName(network, group);
      left.delete(name);
      return { group, tensor: checked(tensors, { name, group, file }) };
    });
    // Only now is it known that the network is no larger than the file.
    const parameters = new Float32Array(layout.length);
    for (const { group, tensor } of found) fill(parameters, group, tensor);
    return [network, { layout, parameters }];
  });
  if (left.size > 0) {
    const count = tensors.size - left.size;
    throw new UnusableCheckpoint(file, {
      expected: `${count} tensors`,
      got: `${left.size} more: ${[...left].join(', ')}`,
    });
  }
  return Object.fromEntries(networks);
}

/** `actor.gru.recurrent`, `policy.critic.0.bias`; in a network named after its only head `actor.head.0.bias`. */
function tensorName(network: string, { name }: ParameterGroup): string {
  const own = `${network}.`;
  return name.startsWith(own) ? `${own}head.${name.slice(own.length)}` : `${own}${name}`;
}

function shapeOf({ rows, columns }: ParameterGroup): readonly number[] {
  return rows === 1 ? [columns] : [rows, columns];
}

function orUnusable(spec: NetworkSpec, network: string, file: string): NetworkLayout {
  try {
    return layOut(spec);
  } catch (error) {
    const got = `${JSON.stringify(spec)} (${(error as Error).message})`;
    throw new UnusableCheckpoint(file, { expected: `a network that can be laid out as ${network}`, got });
  }
}

function checked(
  tensors: ReadonlyMap<string, Tensor>,
  { name, group, file }: { readonly name: string; readonly group: ParameterGroup; readonly file: string },
): Tensor {
  const shape = shapeOf(group);
  const tensor = tensors.get(name);
  if (tensor === undefined) {
    const names = [...tensors.keys()].slice(0, 4).join(', ') || 'none';
    throw new UnusableCheckpoint(file, { expected: `a tensor ${name}`, got: `${names}, ...` });
  }
  if (tensor.shape.length !== shape.length || tensor.shape.some((side, i) => side !== shape[i])) {
    const expected = `tensor ${name} of shape [${shape.join(', ')}]`;
    throw new UnusableCheckpoint(file, { expected, got: `[${tensor.shape.join(', ')}]` });
  }
  const odd = tensor.values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    const got = `${tensor.values[odd]} at index ${odd}`;
    throw new UnusableCheckpoint(file, { expected: `finite numbers in tensor ${name}`, got });
  }
  return tensor;
}

function fill(
  parameters: Float32Array,
  { rows, columns, width, offset }: ParameterGroup,
  { values }: Tensor,
) {
  for (let row = 0; row < rows; row += 1) {
    parameters.set(values.subarray(row * columns, (row + 1) * columns), offset + row * width);
  }
}
