import { z } from 'zod';
import { gameById } from '../../shared/games/registry.ts';
import type { AnyPlayer, Choice } from '../../shared/player.ts';
import { definePlayer } from '../../shared/scripted/definePlayer.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import type { LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { createCheckpointPolicy } from '../policies/checkpointPolicy.ts';
import { checkPolicyFits, type Choosing } from '../policies/policy.ts';
import { inputRow, readsOf } from '../policies/readSeat.ts';
import { learnableGame } from '../../shared/learnableGame.ts';

const NO_OPTIONS = z.strictObject({});

/**
 * A trained agent as a player: it draws from its policy with the random numbers of its seat and step, and
 * remembers each episode apart from all others.
 * @param critic 'left-out': it tells no values, and decides faster
 * @throws UnusableCheckpoint if its networks do not fit its game
 */
export function agentPlayer(
  checkpoint: LoadedCheckpoint,
  critic: 'computed' | 'left-out',
  choosing?: Choosing,
): AnyPlayer {
  const { meta } = checkpoint;
  const policy = createCheckpointPolicy(checkpoint, critic, choosing);
  const name = `agent-${shortId(meta.id)}`;
  return definePlayer<unknown, ArrayLike<number>, z.infer<typeof NO_OPTIONS>, Float32Array>({
    name,
    game: meta.game,
    summary: `Trained with ${meta.algorithm}, seed ${meta.seed}.`,
    options: NO_OPTIONS,
    sees: readsOf(policy.inputs),
    begin({ params, spec }) {
      // The spec is of the game at the table, whatever that is.
      checkPolicyFits(policy, { ...learnableGame(gameById(meta.game), params), ...spec }, name);
      return new Float32Array(policy.memoryLength);
    },
    decide({ view, memory, rng }) {
      const observations = inputRow(policy.inputs, view);
      const { choices, memories } = policy.act({ observations, memories: memory, rngs: [rng] });
      return { ...(choices[0] as Choice), memory: memories };
    },
  });
}
