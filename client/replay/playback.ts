/** Where a replay stands and how it moves. */
export interface Playback {
  readonly step: number;
  readonly playing: boolean;
  readonly speed: Speed;
}

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** Turn games have no pace of their own; a round a second can be followed. */
const TURN_MS = 1000;

/** Time between two frames.  @param stepsPerSecond of a tick game; null for turn games */
export function frameMs(stepsPerSecond: number | null, speed: Speed): number {
  return (stepsPerSecond === null ? TURN_MS : 1000 / stepsPerSecond) / speed;
}

/** So many frames on; stops at the end. */
export function advanced(playback: Playback, length: number, frames = 1): Playback {
  const step = Math.min(length, playback.step + frames);
  return { ...playback, step, playing: playback.playing && step < length };
}

/** Somebody moved to a step: playing stops there. */
export function movedTo(playback: Playback, step: number, length: number): Playback {
  return { ...playback, step: Math.min(length, Math.max(0, step)), playing: false };
}

/** Play or pause; playing at the end starts over. */
export function toggled(playback: Playback, length: number): Playback {
  if (playback.playing) return { ...playback, playing: false };
  return { ...playback, playing: length > 0, step: playback.step >= length ? 0 : playback.step };
}
