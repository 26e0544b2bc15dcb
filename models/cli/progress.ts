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
    { format, stream: stderr, hideCursor: true, clearOnComplete: true, etaBuffer: 100 },
    Presets.shades_classic,
  );
  const startedAt = seconds();
  let drawn = false;
  return {
    show(done) {
      if (!drawn && seconds() - startedAt < PATIENCE_SECONDS) return;
      if (!drawn) bar.start(total, 0, { count: 0 });
      drawn = true;
      bar.update(done, { count: Math.floor(done) });
    },
    stop() {
      if (drawn) bar.stop();
    },
  };
}
