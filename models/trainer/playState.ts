import { deserialize, serialize } from 'node:v8';
import type { TrainingRun } from './trainingRun.ts';

/**
 * Where the carried games of a run stand, as bytes; undefined if it has none.
 * @throws Error if a player's memory is more than plain data
 */
export function savedPlay(run: TrainingRun): Uint8Array | undefined {
  const play = run.play();
  return play && serialize(play);
}

/** Puts the games of a fresh run where those of `saved` stood. */
export function restorePlay(run: TrainingRun, saved: Uint8Array): void {
  run.goOn(deserialize(saved) as NonNullable<ReturnType<TrainingRun['play']>>);
}
