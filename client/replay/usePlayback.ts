import { useEffect, useState } from 'preact/hooks';
import { advanced, frameMs, movedTo, toggled, type Playback, type Speed } from './playback.ts';

export interface PlaybackControls {
  readonly playback: Playback;
  readonly goTo: (step: number) => void;
  readonly toggle: () => void;
  readonly setSpeed: (speed: Speed) => void;
}

export interface PlaybackOptions {
  readonly length: number;
  readonly startAt: number;
  /** null for turn games. */
  readonly stepsPerSecond: number | null;
}

/** Plays a replay in real time. */
export function usePlayback({ length, startAt, stepsPerSecond }: PlaybackOptions): PlaybackControls {
  const [playback, setPlayback] = useState<Playback>(() =>
    movedTo({ step: 0, playing: false, speed: 1 }, startAt, length),
  );
  const { playing, speed } = playback;
  useEffect(() => {
    if (!playing) return undefined;
    const every = frameMs(stepsPerSecond, speed);
    const startedAt = performance.now();
    let shown = 0;
    const timer = setInterval(() => {
      // A busy machine skips frames rather than fall behind.
      const due = Math.floor((performance.now() - startedAt) / every) - shown;
      if (due < 1) return;
      shown += due;
      setPlayback((now) => advanced(now, length, due));
    }, every);
    return () => clearInterval(timer);
  }, [playing, speed, length, stepsPerSecond]);
  return {
    playback,
    goTo: (step) => setPlayback((now) => movedTo(now, step, length)),
    toggle: () => setPlayback((now) => toggled(now, length)),
    setSpeed: (speed) => setPlayback((now) => ({ ...now, speed })),
  };
}
