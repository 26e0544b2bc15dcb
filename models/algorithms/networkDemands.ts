import type { ActionHead } from '../networks/actionHead.ts';
import { META, metaParameters } from './metaParameters.ts';

/** What of a config counts here; it cannot come from there, where names of algorithms come from here. */
interface Settings {
  readonly meta?: { readonly encoder: readonly number[] };
}

/** What an algorithm wants of the networks besides a policy and the value of a situation. */
export interface NetworkDemands {
  /** Outputs of the critic behind the value; left out: none. */
  readonly criticOutputs?: (head: ActionHead) => number;
  /** Numbers beside the actor's parameters, by name: in checkpoints like these, read by no layer; left out: none. */
  readonly kept?: (config: Settings) => Readonly<Record<string, number>>;
}

const NONE: NetworkDemands = {};
const META_POLICY: NetworkDemands = {
  kept: ({ meta }) => (meta === undefined ? {} : { [META]: metaParameters(meta.encoder) }),
};

/**
 * All algorithms there are, by name. It stands apart from the registry, which imports what learns and thereby the
 * networks: these are laid out by what is said here.
 */
const NETWORK_DEMANDS = {
  'advantage-alignment': NONE,
  'advantage-alignment-ce': NONE,
  'advantage-alignment-e': NONE,
  'advantage-alignment-s': NONE,
  'advantage-alignment-v': NONE,
  'advantage-alignment-vs': NONE,
  'proximal-advantage-alignment': NONE,
  'benevolent-advantage-alignment': NONE,
  // It models others by what each of their actions is worth to them.
  loqa: { criticOutputs: (head) => head.outputs },
  lola: NONE,
  pola: NONE,
  'exact-gradient': NONE,
  mfos: META_POLICY,
  'mfos-self': META_POLICY,
  'actor-critic': NONE,
  'actor-critic-summed': NONE,
  ppo: NONE,
  'ppo-summed': NONE,
} satisfies Readonly<Record<string, NetworkDemands>>;

export type AlgorithmName = keyof typeof NETWORK_DEMANDS;

export const ALGORITHM_NAMES = Object.keys(NETWORK_DEMANDS) as readonly AlgorithmName[];

export function networkDemands(algorithm: AlgorithmName): NetworkDemands {
  return NETWORK_DEMANDS[algorithm];
}
