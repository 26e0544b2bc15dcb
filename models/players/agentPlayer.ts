import { z } from 'zod';
import { observationLength } from '../../shared/game.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import { definePlayer } from '../../shared/scripted/definePlayer.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import type { LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { actionHeadFor } from '../networks/actionHead.ts';
import { createAgentPolicy, type AgentMemory } from '../policies/agentPolicy.ts';

const NO_OPTIONS = z.strictObject({});

/**
 * A trained agent as a player: it draws from its policy with the random numbers of its seat and step, and
 * remembers each episode apart from all others.
 * @param critic 'left-out': it tells no values, and decides faster
 * @throws UnusableCheckpoint if its networks do not fit its game
 */
export function agentPlayer(checkpoint: LoadedCheckpoint, critic: 'computed' | 'left-out'): AnyPlayer {
  const { meta } = checkpoint;
  const policy = createAgentPolicy(checkpoint, critic);
  const name = `agent-${shortId(meta.id)}`;
  return definePlayer<unknown, ArrayLike<number>, z.infer<typeof NO_OPTIONS>, AgentMemory>({
    name,
    game: meta.game,
    summary: `Trained with ${meta.algorithm}, seed ${meta.seed}.`,
    options: NO_OPTIONS,
    sees: 'observation',
    begin({ spec }) {
      const inputs = observationLength(spec);
      const { outputs } = actionHeadFor(spec.actions);
      if (inputs === policy.inputs && outputs === policy.outputs) return policy.begin();
      throw new RangeError(
        `${name}: expected a game of ${policy.inputs} observed numbers and ${policy.outputs} outputs, which it was trained in, got ${inputs} and ${outputs}`,
      );
    },
    decide: ({ view, memory, rng }) => policy.decide(view, memory, rng),
  });
}
