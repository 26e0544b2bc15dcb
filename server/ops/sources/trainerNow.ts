import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainerStateSchema } from '../../../shared/lifecycle/trainerState.ts';
import type { TrainerNow } from '../../../shared/protocol/ops.ts';

/** What the background trainer says of itself; the file is its own, and always whole. */
export function trainerNow(dataFolder: string): TrainerNow {
  try {
    const text = readFileSync(join(dataFolder, 'trainer', 'state.json'), 'utf8');
    const { doing, turns, current } = trainerStateSchema.parse(JSON.parse(text));
    if (current === null) return { doing, turns, current: null };
    const { job, phase, share } = current;
    return { doing, turns, current: { game: job.game, kind: job.kind, phase, share } };
  } catch {
    // It has never run here, or somebody else wrote the file.
    return { doing: null, turns: 0, current: null };
  }
}
