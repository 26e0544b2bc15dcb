import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import type { Clock } from '../../shared/clock.ts';
import type { AskedPolicy } from './agentChannel.ts';
import type { Inference } from './inference.ts';

/** Seats that ask at a time: a network is made for each of these sizes of a batch, and its code is compiled. */
const SIZES = [1, 2, 4, 8];

/** A thread that takes longer than this to start, or dies meanwhile, is not waited for. */
const PATIENCE_MS = 3000;

/**
 * Lets the thread decide a few times where nobody plays. The first decisions of a checkpoint take as long as a dozen
 * later ones, and those of a fresh thread much longer: in a game of ticks they would all be missed.
 */
export async function rehearse(
  inference: Inference,
  agent: { readonly checkpoint: LoadedCheckpoint; readonly policy: AskedPolicy },
  clock: Clock,
): Promise<void> {
  let cancel = (): void => undefined;
  const impatience = new Promise<void>((resolve) => (cancel = clock.after(PATIENCE_MS, resolve)));
  await Promise.race([decideAll(inference, agent), impatience]);
  cancel();
}

async function decideAll(
  inference: Inference,
  { checkpoint, policy }: { readonly checkpoint: LoadedCheckpoint; readonly policy: AskedPolicy },
): Promise<void> {
  // Of features none is on.
  const nothing = policy.inputs.longest === undefined ? new Float32Array(policy.inputs.inputs) : [];
  for (const size of SIZES) {
    const seats = Array.from({ length: size }, (_, seat) =>
      inference.seat(checkpoint, policy, { seed: 0, seat }),
    );
    await Promise.all(seats.map((player) => player.ask(0, nothing)));
  }
}
