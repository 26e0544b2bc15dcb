import { Presets, SingleBar } from 'cli-progress';
import type { Metrics } from '../trainer/measure.ts';
import type { RunProgress } from '../trainer/trainLoop.ts';
import type { CliContext } from './context.ts';
import { grouped } from './table.ts';

export interface TrainProgress {
  show(progress: RunProgress): void;
  stop(): void;
}

/** Without a terminal one line after this many seconds: a log must stay short. */
const SECONDS_BETWEEN_LINES = 10;
const SECONDS_BETWEEN_DRAWINGS = 0.2;
/** The whole; a share of it is a fraction. */
const TOTAL = 1000;

/** What a run is doing, on stderr: a bar on a terminal, a line now and then elsewhere. */
export function startTrainProgress(context: CliContext): TrainProgress {
  return context.stderr.isTTY === true ? barOn(context) : linesOn(context);
}

function linesOn({ stderr, seconds }: CliContext): TrainProgress {
  let last = seconds();
  return {
    show(progress) {
      const now = seconds();
      if (now - last < SECONDS_BETWEEN_LINES) return;
      last = now;
      stderr.write(`${(100 * progress.share).toFixed(0)} %, ${progressText(progress)}\n`);
    },
    stop: () => undefined,
  };
}

function barOn({ stderr, seconds }: CliContext): TrainProgress {
  const bar = new SingleBar(
    {
      format: '{bar} {percentage}% | {text}',
      stream: stderr,
      barsize: 12,
      clearOnComplete: true,
      // A killed process must leave the terminal as it was, and the bar must not swallow a signal that kills.
      hideCursor: false,
      linewrap: false,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  let last = Number.NEGATIVE_INFINITY;
  return {
    show(progress) {
      const now = seconds();
      if (now - last < SECONDS_BETWEEN_DRAWINGS) return;
      const payload = { text: progressText(progress) };
      if (last === Number.NEGATIVE_INFINITY) bar.start(TOTAL, 0, payload);
      last = now;
      bar.update(Math.round(TOTAL * progress.share), payload);
    },
    stop: () => bar.stop(),
  };
}

/** Reward, entropy, the game's own measures, speed and time left, in one line. */
export function progressText({ metrics, agentStepsPerSecond, secondsLeft }: RunProgress): string {
  return [
    `iteration ${metrics.iteration}`,
    `reward ${number(metrics.reward)}`,
    `entropy ${number(metrics.entropy)}`,
    ownMeasures(metrics),
    `${grouped(agentStepsPerSecond)} steps/s`,
    `${duration(secondsLeft)} left`,
  ]
    .filter((part) => part !== '')
    .join(' | ');
}

export function ownMeasures({ cooperation, events }: Metrics): string {
  if (cooperation !== undefined) {
    return `C ${Object.entries(cooperation)
      .map(([situation, share]) => `${situation} ${number(share)}`)
      .join(' ')}`;
  }
  return Object.entries(events)
    .slice(0, 3)
    .map(([kind, rate]) => `${kind} ${number(rate)}`)
    .join(' ');
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}

function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return `${Math.ceil(seconds / 60)} min`;
}
