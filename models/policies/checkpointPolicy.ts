import { gameById } from '../../shared/games/registry.ts';
import type { LoadedCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { actionHeadFor } from '../networks/actionHead.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import { createPolicy, inputsFor, sameInputs, type Choosing, type Policy } from './policy.ts';

/** What an actor that is not there would read. */
const NUMBERS = { inputs: 0 };

/**
 * The policy of a checkpoint, for any number of seats at a time.
 * @param critic 'left-out': no values, which is faster where actor and critic are separate networks
 * @throws UnusableCheckpoint if its networks do not fit its game
 */
export function createCheckpointPolicy(
  { meta, networks, folder }: LoadedCheckpoint,
  critic: 'computed' | 'left-out',
  choosing: Choosing = 'drawn',
): Policy {
  const game = gameById(meta.game);
  const shape = learnableGame(game, game.params.parse(meta.params));
  const head = actionHeadFor(shape.actions);
  const withHead = (name: string) =>
    Object.values(networks).find(({ layout }) => layout.heads[name] !== undefined);
  const actor = withHead('actor');
  const shown = inputsFor(actor?.layout.spec ?? NUMBERS, shape);
  if (actor?.layout.heads.actor?.outputs === head.outputs && sameInputs(actor.layout.spec, shown)) {
    const valuing = critic === 'computed' ? withHead('critic') : undefined;
    // A critic that was shown more in training is blind in a seat.
    const canValue = valuing !== undefined && sameInputs(valuing.layout.spec, shown);
    return createPolicy({ head, actor, choosing, ...(canValue && { critic: valuing }) });
  }
  throw new UnusableCheckpoint(folder, {
    expected: `an actor from ${shown.inputs} inputs to ${head.outputs} outputs, as ${game.id} needs`,
    got: actor === undefined ? 'no network with a head named actor' : JSON.stringify(actor.layout.spec),
  });
}
