import type { NetworkLayout } from './layout.ts';

/** Parameters of a network that will not change any more. */
export interface FrozenNetwork {
  readonly layout: NetworkLayout;
  readonly parameters: Float32Array;
}
