import { z } from 'zod';
import { actionHeadFor } from '../../models/networks/actionHead.ts';
import { layOut } from '../../models/networks/layout.ts';
import { createWasmNetwork } from '../../models/networks/wasmNetwork.ts';
import type { AnyPlayer, PlayerTurn } from '../../shared/player.ts';
import type { GameSpec } from '../../shared/game.ts';
import type { LearnedPolicy } from './protocol.ts';

/** What was learned, as a player that takes a seat: its memory is that of the recurrent network. */
export function learnedPlayer({ spec: network, parameters }: LearnedPolicy, spec: GameSpec): AnyPlayer {
  const layout = layOut(network);
  const actor = createWasmNetwork(layout, { rows: 1, steps: 1, purpose: 'playing' });
  actor.parameters.set(parameters);
  const head = actionHeadFor(spec.actions);
  const stored = new Float32Array(head.stored);
  return {
    name: 'learned',
    game: 'ipd',
    summary: 'Learned in this browser.',
    options: z.unknown(),
    sees: 'observation',
    begin: () => new Float32Array(network.memory),
    decide({ view, memory, rng }: PlayerTurn) {
      actor.observations.set(view as Float32Array);
      actor.initialMemory.set(memory as Float32Array);
      // The own kernels compute at once.
      void actor.forwardStep(0);
      const from = { outputs: actor.outputs('actor'), offset: 0, free: new Float32Array(0) };
      head.sample(from, rng, stored, 0);
      const probabilities = head.probabilities(from);
      return {
        action: head.action(stored, 0),
        memory: actor.memoryAfter(0).slice(),
        ...(probabilities && { probabilities }),
      };
    },
  };
}
