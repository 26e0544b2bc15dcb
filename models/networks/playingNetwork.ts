import { createPlayGtrxl } from './gtrxl/playGtrxl.ts';
import type { NetworkLayout } from './layout.ts';
import type { RecurrentNetwork } from './network.ts';
import { createWasmNetwork } from './wasmNetwork.ts';

/** A network that plays one step of so many rows at a time: at once, on the own kernels. */
export function createPlayingNetwork(layout: NetworkLayout, rows: number): RecurrentNetwork {
  const shape = { rows, steps: 1, purpose: 'playing' } as const;
  return layout.gtrxl === undefined ? createWasmNetwork(layout, shape) : createPlayGtrxl(layout, shape);
}
