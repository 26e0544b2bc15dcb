import { observationLength } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import type { LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { actionHeadFor, type ActionHead } from '../networks/actionHead.ts';
import type { FrozenNetwork } from '../policy.ts';

export interface PolicyParts {
  readonly head: ActionHead;
  /** Numbers of an observation. */
  readonly inputs: number;
  readonly actor: FrozenNetwork;
  /** The actor itself if they share a network; undefined if nothing was trained to value. */
  readonly critic: FrozenNetwork | undefined;
}

/**
 * What of a checkpoint acts, and what values.
 * @throws UnusableCheckpoint if its networks do not fit its game
 */
export function policyParts({ meta, networks, folder }: LoadedCheckpoint): PolicyParts {
  const game = gameById(meta.game);
  const spec = game.spec(game.params.parse(meta.params));
  const head = actionHeadFor(spec.actions);
  const inputs = observationLength(spec);
  const withHead = (name: string) =>
    Object.values(networks).find(({ layout }) => layout.heads[name] !== undefined);
  const actor = withHead('actor');
  if (actor?.layout.heads.actor?.outputs === head.outputs && actor.layout.spec.inputs === inputs) {
    return { head, inputs, actor, critic: withHead('critic') };
  }
  throw new UnusableCheckpoint(folder, {
    expected: `an actor from ${inputs} inputs to ${head.outputs} outputs, as ${game.id} needs`,
    got: actor === undefined ? 'no network with a head named actor' : JSON.stringify(actor.layout.spec),
  });
}
