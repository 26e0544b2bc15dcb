import type { LoadedCheckpoint } from '../../models/checkpoints/loadCheckpoint.ts';
import { actionHeadFor } from '../../models/networks/actionHead.ts';
import { initialise } from '../../models/networks/initialise.ts';
import { layOut } from '../../models/networks/layout.ts';
import { observationLength } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';

/** Width of the paper's GRU, and of the layer before it. */
const WIDTH = 64;

/**
 * An agent of a discrete game with fresh weights, for measurements: GRU(64) behind a layer of 64, actor and critic
 * apart. It takes exactly the time of a trained one.
 */
export function untrainedCheckpoint(
  game: string,
  params: Readonly<Record<string, unknown>>,
): LoadedCheckpoint {
  const rules = gameById(game);
  const spec = rules.spec(rules.params.parse(params));
  const trunk = { inputs: observationLength(spec), encoder: [WIDTH], memory: WIDTH };
  const networks = Object.fromEntries(
    [
      { name: 'actor', outputs: actionHeadFor(spec.actions).outputs },
      { name: 'critic', outputs: 1 },
    ].map(({ name, outputs }) => {
      const layout = layOut({ ...trunk, heads: { [name]: { layers: [], outputs } } });
      return [name, { layout, parameters: initialise(layout, 1, name) }];
    }),
  );
  const meta = {
    format: 'commonground.checkpoint/1',
    id: 'f'.repeat(64),
    parent: null,
    game,
    rulesVersion: rules.rulesVersion,
    params,
    algorithm: 'none',
    config: {},
    seed: 1,
    training: {
      command: null,
      iterations: 0,
      environmentSteps: 0,
      wallSeconds: null,
      backend: null,
      machine: null,
    },
    codeVersion: 'bench',
    created: '2026-01-01T00:00:00Z',
    licence: 'Apache-2.0',
    networks: {},
    weights: { sha256: '0'.repeat(64), bytes: 0 },
  } as const;
  return { folder: 'untrained', meta: { ...meta, params: { ...params } }, networks };
}
