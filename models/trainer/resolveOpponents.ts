import { agentPlaces } from '../checkpoints/agentPlaces.ts';
import { findAgent } from '../checkpoints/agents.ts';
import { loadCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import type { TrainingConfig } from '../config.ts';
import { resolvePlayers, type PlayerSources, type ResolvedPlayer } from '../players/resolvePlayers.ts';
import { playerActor } from '../rollout/playerActor.ts';
import { SteppingActor } from '../rollout/steppingActor.ts';
import type { Opponent } from './guests.ts';

/**
 * The opponents that a config names. Agents play batched, on the run's own engine; scripts and modules row by row.
 * @throws UnusablePlayer if a reference is wrong or does not fit the game
 */
export async function resolveOpponents(
  { game, opponents }: TrainingConfig,
  sources: PlayerSources,
): Promise<readonly Opponent[]> {
  const refs = opponents.map(({ player }) => player);
  const players = await resolvePlayers(game, refs, { ...sources, values: 'left-out' });
  const found: Opponent[] = [];
  for (const player of players) {
    found.push(player.controller.kind === 'agent' ? await agent(player, sources) : programmed(player));
  }
  return found;
}

function programmed({ ref, definition, options }: ResolvedPlayer): Opponent {
  return { name: ref, seat: (input) => playerActor({ ...input, spec: input.game, definition, options }) };
}

async function agent({ ref, definition }: ResolvedPlayer, sources: PlayerSources): Promise<Opponent> {
  const { folder } = await findAgent(ref, sources.agents ?? agentPlaces(sources.directory));
  const { networks } = await loadCheckpoint(folder);
  const frozen = Object.values(networks).find(({ layout }) => layout.heads.actor !== undefined);
  return {
    name: ref,
    seat(input) {
      const { game, params, head, rows, most, createNetwork } = input;
      // Refuses a game of another shape than it was trained in.
      definition.begin({ params, spec: game, seat: 1, options: {} });
      if (frozen === undefined) throw new RangeError(`${ref}: expected an actor, got none`);
      const network = createNetwork(frozen.layout, { rows: most, steps: 1, purpose: 'playing' });
      network.parameters.set(frozen.parameters);
      return new SteppingActor({ network, head, rows, seats: game.numSeats, reads: 'its own' });
    },
  };
}
