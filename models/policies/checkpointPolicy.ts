import { observationLength } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { actionHeadFor } from '../networks/actionHead.ts';
import { createPolicy, type Policy } from './policy.ts';

/**
 * The policy of a checkpoint, for any number of seats at a time.
 * @param critic 'left-out': no values, which is faster where actor and critic are separate networks
 * @throws UnusableCheckpoint if its networks do not fit its game
 */
export function createCheckpointPolicy(
  { meta, networks, folder }: LoadedCheckpoint,
  critic: 'computed' | 'left-out',
): Policy {
  const game = gameById(meta.game);
  const spec = game.spec(game.params.parse(meta.params));
  const head = actionHeadFor(spec.actions);
  const inputs = observationLength(spec);
  const withHead = (name: string) =>
    Object.values(networks).find(({ layout }) => layout.heads[name] !== undefined);
  const actor = withHead('actor');
  if (actor?.layout.heads.actor?.outputs === head.outputs && actor.layout.spec.inputs === inputs) {
    const valuing = critic === 'computed' ? withHead('critic') : undefined;
    return createPolicy({ head, actor, ...(valuing && { critic: valuing }) });
  }
  throw new UnusableCheckpoint(folder, {
    expected: `an actor from ${inputs} inputs to ${head.outputs} outputs, as ${game.id} needs`,
    got: actor === undefined ? 'no network with a head named actor' : JSON.stringify(actor.layout.spec),
  });
}
