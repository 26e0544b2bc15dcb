import type { CreateNetwork } from '../../models/learner.ts';
import type { RecurrentNetwork } from '../../models/networks/network.ts';

/**
 * Gives the same network again while the wanted one has the same shape. The kernels' networks hold a WebAssembly
 * memory each, and browsers give back such memories late: one for every probe would use up the address space.
 */
export function reuseNetwork(create: CreateNetwork): CreateNetwork {
  let made: RecurrentNetwork | undefined;
  return (layout, shape) => {
    const fits =
      made !== undefined &&
      made.shape.rows === shape.rows &&
      made.shape.steps === shape.steps &&
      made.shape.purpose === shape.purpose &&
      JSON.stringify(made.layout.spec) === JSON.stringify(layout.spec);
    if (!fits) made = create(layout, shape);
    return made as RecurrentNetwork;
  };
}
