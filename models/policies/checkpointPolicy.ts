import type { LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { createWasmNetwork } from '../networks/wasmNetwork.ts';
import { createPolicy, type Policy } from '../policy.ts';
import { policyParts } from './policyParts.ts';

/**
 * The policy of a checkpoint for many seats at a time.
 * @throws UnusableCheckpoint if its networks do not fit its game
 */
export function createCheckpointPolicy(checkpoint: LoadedCheckpoint): Policy {
  const { head, actor, critic } = policyParts(checkpoint);
  return createPolicy({ head, actor, ...(critic && { critic }), createNetwork: createWasmNetwork });
}
