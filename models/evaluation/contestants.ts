import { gameById } from '../../shared/games/registry.ts';
import { parsePlayerRef } from '../../shared/playerRef.ts';
import { loadAgentCheckpoint, resolvePlayers, type PlayerSources } from '../players/resolvePlayers.ts';
import { createCheckpointPolicy } from '../policies/checkpointPolicy.ts';
import { playerController, type SeatController } from './seatController.ts';
import { policyController } from './policyController.ts';

/** A player that can sit in any number of seats at a time. */
export interface Contestant {
  readonly ref: string;
  /** As the research log has it: of the software for scripts, else of the checkpoint or the module's file. */
  readonly version: string | null;
  readonly controller: SeatController;
}

/**
 * Finds players, each distinct reference once; agents come as policies, which decide for all their seats at once.
 * @throws UnusablePlayer as `resolvePlayers`
 */
export async function resolveContestants(
  game: string,
  refs: readonly string[],
  sources: PlayerSources,
): Promise<readonly Contestant[]> {
  const contestants: Contestant[] = [];
  for (const { ref, definition, options, controller } of await resolvePlayers(game, refs, {
    ...sources,
    values: 'left-out',
  })) {
    const known = contestants.find((contestant) => contestant.ref === ref);
    contestants.push(
      known ?? {
        ref,
        version: controller.version,
        controller: (await batched(ref, sources)) ?? playerController(definition, options),
      },
    );
  }
  return contestants;
}

async function batched(ref: string, sources: PlayerSources): Promise<SeatController | undefined> {
  const parsed = parsePlayerRef(ref);
  if (parsed.kind !== 'agent') return undefined;
  const checkpoint = await loadAgentCheckpoint(ref, parsed.source, sources);
  return policyController(
    createCheckpointPolicy(checkpoint, 'left-out', sources.choosing),
    gameById(checkpoint.meta.game),
    ref,
  );
}
