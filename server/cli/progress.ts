import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  show(done: number, total: number): void;
  stop(): void;
}

/** A progress bar on stderr; none where that is no terminal. */
export function startProgress(unit: string): Progress {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `{bar} {percentage}% | {value}/{total} ${unit} | {eta_formatted} left`,
      stream: process.stderr,
      clearOnComplete: true,
      // A killed process must leave the terminal as it was, and the bar must not swallow a signal that kills.
      hideCursor: false,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let isDrawn = false;
  return {
    show(done, total) {
      if (isDrawn) bar.update(done);
      else bar.start(total, done);
      isDrawn = true;
    },
    stop() {
      if (isDrawn) bar.stop();
    },
  };
}
