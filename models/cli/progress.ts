import { Presets, SingleBar } from 'cli-progress';
import type { CliContext } from './context.ts';

export interface Progress {
  /** @param done in [0, total], fractions allowed */
  show(done: number): void;
  stop(): void;
}

/** Work that is over sooner needs no bar. */
const PATIENCE_SECONDS = 1;
const SILENT: Progress = { show: () => undefined, stop: () => undefined };

/** A progress bar on stderr, drawn once the work has taken a second; none where stderr is not a terminal. */
export function startProgress(
  { stderr, seconds }: CliContext,
  { unit, total }: { readonly unit: string; readonly total: number },
): Progress {
  if (stderr.isTTY !== true) return SILENT;
  const format = `{bar} {percentage}% | {count}/${total} ${unit} | {eta_formatted} left`;
  const bar = new SingleBar(
    {
      format,
      stream: stderr,
      clearOnComplete: true,
      etaBuffer: 100,
      // A killed process must leave the terminal as it was, and the bar must not swallow a signal that kills.
      hideCursor: false,
      linewrap: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const startedAt = seconds();
  let drawn = false;
  return {
    show(done) {
      if (!drawn && seconds() - startedAt < PATIENCE_SECONDS) return;
      const count = Math.floor(done);
      if (drawn) bar.update(done, { count });
      else bar.start(total, done, { count });
      drawn = true;
    },
    stop() {
      if (drawn) bar.stop();
    },
  };
}
