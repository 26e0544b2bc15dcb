// Worker thread: holds the policies by checkpoint id and answers batches, so that no network ever computes in the
// thread that plays. It remembers nothing of any seat: memories come with the questions and go back with the answers.
import { parentPort } from 'node:worker_threads';
import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import { createCheckpointPolicy } from '../../models/policies/checkpointPolicy.ts';
import type { Policy } from '../../models/policies/policy.ts';
import { decideGroup } from './decideGroup.ts';
import type { GroupReply, InferenceGroup, InferenceReply, InferenceRequest } from './messages.ts';

const port = parentPort;
if (!port) throw new Error('expected to run as a worker thread');

const checkpoints = new Map<string, LoadedCheckpoint>();
const policies = new Map<string, Policy>();

function answer({ batch, groups, ...request }: InferenceRequest): InferenceReply {
  for (const id of request.forgotten) {
    checkpoints.delete(id);
    policies.delete(id);
  }
  for (const checkpoint of request.checkpoints) checkpoints.set(checkpoint.meta.id, checkpoint);
  return { batch, groups: groups.map(decide) };
}

/** One checkpoint that fails fails alone. */
function decide(group: InferenceGroup): GroupReply {
  try {
    return decideGroup(policyOf(group.checkpoint), group);
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

function policyOf(id: string): Policy {
  const made = policies.get(id);
  if (made) return made;
  const checkpoint = checkpoints.get(id);
  if (!checkpoint) throw new Error(`expected checkpoint ${id} to have been sent before it is asked`);
  const policy = createCheckpointPolicy(checkpoint, 'computed');
  policies.set(id, policy);
  return policy;
}

port.on('message', (request: InferenceRequest) => {
  const reply = answer(request);
  const transferred = reply.groups.flatMap((group) =>
    group.kind === 'decided' ? [group.memories.buffer as ArrayBuffer] : [],
  );
  port.postMessage(reply, transferred);
});
