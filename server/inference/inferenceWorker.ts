// Worker thread: holds the policies by checkpoint id and answers batches, so that no network ever computes in the
// thread that plays. It remembers nothing of any seat: memories come with the questions and go back with the answers.
import { parentPort } from 'node:worker_threads';
import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import { createCheckpointPolicy } from '../../models/policies/checkpointPolicy.ts';
import type { Policy } from '../../models/policy.ts';
import { decideGroup } from './decideGroup.ts';
import type { GroupReply, InferenceGroup, InferenceReply, InferenceRequest } from './messages.ts';

const port = parentPort;
if (!port) throw new Error('expected to run as a worker thread');

const checkpoints = new Map<string, LoadedCheckpoint>();
const policies = new Map<string, Policy>();

async function answer({ batch, groups, ...request }: InferenceRequest): Promise<InferenceReply> {
  for (const checkpoint of request.checkpoints) checkpoints.set(checkpoint.meta.id, checkpoint);
  const replies: GroupReply[] = [];
  for (const group of groups) replies.push(await decide(group));
  return { batch, groups: replies };
}

/** One checkpoint that fails fails alone. */
async function decide(group: InferenceGroup): Promise<GroupReply> {
  try {
    return await decideGroup(policyOf(group.checkpoint), group);
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

function policyOf(id: string): Policy {
  const made = policies.get(id);
  if (made) return made;
  const checkpoint = checkpoints.get(id);
  if (!checkpoint) throw new Error(`expected checkpoint ${id} to have been sent before it is asked`);
  const policy = createCheckpointPolicy(checkpoint);
  policies.set(id, policy);
  return policy;
}

// The main thread sends one batch and waits for its answer: answers cannot overtake each other.
port.on('message', (request: InferenceRequest) => {
  void answer(request).then((reply) => {
    const transferred = reply.groups.flatMap((group) =>
      group.kind === 'decided' ? [group.memories.buffer as ArrayBuffer] : [],
    );
    port.postMessage(reply, transferred);
  });
});
