import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { RunProgress } from '../trainer/trainLoop.ts';
import { trainSideBySide, type SeedOutcome } from '../trainer/trainSideBySide.ts';
import { printJson, RUN } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { progressText } from './trainProgress.ts';
import { seedsReport, seedsSummary, type TrainedSeed } from './trainSeedsReport.ts';

export interface SeedsTraining {
  readonly folder: string;
  readonly runs: readonly { readonly seed: number; readonly folder: string }[];
  /** At most so many at once. */
  readonly parallel: number;
  readonly output: 'json' | 'text';
}

/** Trains several seeds, each in a process of its own, and sums them up.  @throws CommandFailed unless all end well */
export async function trainSeeds(training: SeedsTraining, context: CliContext): Promise<void> {
  const { output, folder } = training;
  const all = await runSeeds(training, context);
  if (output === 'json') printJson(context, seedsSummary(all, folder));
  else context.stdout.write(seedsReport(all, folder));
  const bad = all.filter((seed) => !hasFinished(seed));
  if (bad.length === 0) return;
  const names = bad.map(({ seed }) => seed).join(', ');
  throw new CommandFailed(
    `expected all ${all.length} seeds to finish, but ${names} did not; go on with: ${RUN} train --resume ${folder}`,
  );
}

export function hasFinished({ outcome }: TrainedSeed): boolean {
  return outcome.kind === 'ended' && outcome.result.kind === 'finished';
}

/** Trains side by side with a line for each seed on stderr; ctrl-C lets all of them save and end. */
export async function runSeeds(
  { runs, parallel }: Pick<SeedsTraining, 'runs' | 'parallel'>,
  context: CliContext,
): Promise<readonly TrainedSeed[]> {
  const lines = context.stderr.isTTY === true ? barsOn(context) : linesOn(context);
  const sideBySide = trainSideBySide({
    folders: runs.map((run) => run.folder),
    parallel,
    directory: context.directory,
    codeVersion: context.codeVersion,
    onProgress: (index, progress) => lines.show(runs[index]?.seed ?? 0, progress),
    onEnd: (index, outcome) => lines.end(runs[index]?.seed ?? 0, outcome),
  });
  const ignoreInterrupt = context.onInterrupt(() => sideBySide.stop());
  const outcomes = await sideBySide.outcomes.finally(() => {
    ignoreInterrupt();
    lines.stop();
  });
  return runs.map((run, i) => ({ ...run, outcome: outcomes[i] as SeedOutcome }));
}

interface SeedLines {
  show(seed: number, progress: RunProgress): void;
  end(seed: number, outcome: SeedOutcome): void;
  stop(): void;
}

/** The whole; a share of it is a fraction. */
const TOTAL = 1000;
const SECONDS_BETWEEN_LINES = 10;

function barsOn({ stderr }: CliContext): SeedLines {
  const bars = new MultiBar(
    {
      format: '{seed} {bar} {percentage}% | {text}',
      stream: stderr,
      barsize: 12,
      clearOnComplete: false,
      hideCursor: false,
      linewrap: false,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  const bySeed = new Map<number, SingleBar>();
  const show = (seed: number, share: number, text: string): void => {
    const bar = bySeed.get(seed) ?? bars.create(TOTAL, 0, { seed, text: '' });
    bySeed.set(seed, bar);
    bar.update(Math.round(TOTAL * share), { seed, text });
  };
  return {
    show: (seed, progress) => show(seed, progress.share, progressText(progress)),
    end(seed, outcome) {
      const bar = bySeed.get(seed);
      // One line per running seed: the table at the end tells of those that are done.
      if (outcome.kind === 'ended' && outcome.result.kind === 'finished' && bar !== undefined) {
        bars.remove(bar);
        bySeed.delete(seed);
      } else show(seed, 0, endText(outcome));
    },
    stop: () => bars.stop(),
  };
}

function linesOn({ stderr, seconds }: CliContext): SeedLines {
  const last = new Map<number, number>();
  const begun = seconds();
  return {
    show(seed, progress) {
      const now = seconds();
      if (now - (last.get(seed) ?? begun) < SECONDS_BETWEEN_LINES) return;
      last.set(seed, now);
      stderr.write(`seed ${seed}: ${(100 * progress.share).toFixed(0)} %, ${progressText(progress)}\n`);
    },
    end: (seed, outcome) => void stderr.write(`seed ${seed}: ${endText(outcome)}\n`),
    stop: () => undefined,
  };
}

function endText(outcome: SeedOutcome): string {
  if (outcome.kind === 'not begun') return 'not begun';
  if (outcome.kind === 'crashed') return `crashed: ${outcome.reason}`;
  const { kind, iterations, seconds, reason } = outcome.result;
  return `${kind} after ${iterations} iterations, ${seconds.toFixed(1)} s${reason === null ? '' : `: ${reason}`}`;
}
