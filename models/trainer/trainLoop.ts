import { Health, type GoodWeights } from './health.ts';
import { measure, type Metrics } from './measure.ts';
import { addTallies, tallyOf, type Tally } from './tally.ts';
import type { RunConfig } from './runConfig.ts';
import type { RunStore } from './runStore.ts';
import type { TrainingRun } from './trainingRun.ts';

/** How far a run is. */
export interface RunProgress {
  readonly metrics: Metrics;
  /** Part that is done, in [0, 1]. */
  readonly share: number;
  /** Since the run was begun or went on. */
  readonly agentStepsPerSecond: number;
  readonly secondsLeft: number;
}

export interface TrainLoopOptions {
  readonly run: TrainingRun;
  readonly store: RunStore;
  readonly until: RunConfig['until'];
  /** Of all seats and workers. */
  readonly agentStepsPerIteration: number;
  /** What other workers counted in the iteration that has just been finished. */
  readonly tallies?: () => readonly Tally[];
  /** Of training before this process. */
  readonly secondsBefore: number;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** Called after every iteration; lets signals in. */
  readonly breathe: (progress: RunProgress) => Promise<'go-on' | 'stop'>;
}

export type TrainEnd = {
  /** finished: it lasted as long as it was to; stopped: `breathe` said so; broken: see `reason`. */
  readonly kind: 'finished' | 'stopped' | 'broken';
  readonly reason?: string;
  readonly good: GoodWeights;
  /** Of training, that before this process included. */
  readonly seconds: number;
  readonly metrics: Metrics | undefined;
};

/** A process that is killed loses at most this and one iteration. */
const SECONDS_BETWEEN_SAVES = 20;
const SECONDS_BETWEEN_FLUSHES = 1;

/** Iterates until the run has lasted long enough, is told to stop or is broken, and saves it meanwhile. */
export async function trainLoop(options: TrainLoopOptions): Promise<TrainEnd> {
  const { run, store, until, secondsBefore, seconds, breathe, tallies, agentStepsPerIteration } = options;
  const { learner } = run;
  const { config } = learner;
  const health = new Health(learner);
  const clock = new RunClock({ until, first: learner.iteration, secondsBefore, seconds });
  let metrics: Metrics | undefined;
  const end = (kind: TrainEnd['kind'], reason?: string): TrainEnd => ({
    kind,
    ...(reason !== undefined && { reason }),
    good: health.good,
    seconds: clock.total,
    metrics,
  });
  store.save(clock.total);
  while (!clock.isOver(learner.iteration)) {
    const { rollout, stats } = await run.iterate();
    const wrong = health.check(stats);
    const { iteration } = learner;
    const tally = [tallyOf(config.game, rollout, run), ...(tallies?.() ?? [])].reduce(addTallies);
    metrics = measure({ iteration, agentSteps: iteration * agentStepsPerIteration, stats, tally });
    store.add(metrics);
    if (wrong !== undefined) {
      // The state on disk stays: it is good.
      store.flush();
      return end('broken', wrong);
    }
    clock.tick();
    if (clock.sinceSave >= SECONDS_BETWEEN_SAVES || store.isFull) {
      store.save(clock.total);
      clock.saved();
    } else if (clock.sinceFlush >= SECONDS_BETWEEN_FLUSHES) {
      store.flush();
      clock.flushed();
    }
    if ((await breathe({ metrics, ...clock.progress(metrics) })) === 'stop') {
      store.save(clock.total);
      return end('stopped');
    }
  }
  store.save(clock.total);
  return end('finished');
}

interface RunClockOptions {
  readonly until: RunConfig['until'];
  /** Iterations at the start of this process. */
  readonly first: number;
  readonly secondsBefore: number;
  readonly seconds: () => number;
}

/** Looks at the stopwatch once an iteration. */
class RunClock {
  readonly #options: RunClockOptions;
  readonly #startedAt: number;
  #now: number;
  #savedAt: number;
  #flushedAt: number;

  constructor(options: RunClockOptions) {
    this.#options = options;
    this.#startedAt = options.seconds();
    this.#now = this.#startedAt;
    this.#savedAt = this.#now;
    this.#flushedAt = this.#now;
  }

  tick(): void {
    this.#now = this.#options.seconds();
  }

  get total(): number {
    return this.#options.secondsBefore + this.#now - this.#startedAt;
  }

  get sinceSave(): number {
    return this.#now - this.#savedAt;
  }

  get sinceFlush(): number {
    return this.#now - this.#flushedAt;
  }

  saved(): void {
    this.#savedAt = this.#now;
    this.#flushedAt = this.#now;
  }

  flushed(): void {
    this.#flushedAt = this.#now;
  }

  isOver(iteration: number): boolean {
    return this.#share(iteration) >= 1;
  }

  progress({ iteration, agentSteps }: Metrics): Omit<RunProgress, 'metrics'> {
    const here = this.#now - this.#startedAt;
    const done = iteration - this.#options.first;
    const share = Math.min(1, this.#share(iteration));
    const shareHere = share - this.#share(this.#options.first, this.#options.secondsBefore);
    return {
      share,
      agentStepsPerSecond: here > 0 ? ((agentSteps / iteration) * done) / here : 0,
      secondsLeft: shareHere > 0 ? (here / shareHere) * (1 - share) : 0,
    };
  }

  #share(iteration: number, seconds = this.total): number {
    const { iterations, minutes } = this.#options.until;
    const byIterations = iterations === undefined ? 0 : iteration / iterations;
    const byTime = minutes === undefined ? 0 : seconds / (60 * minutes);
    return Math.max(byIterations, byTime);
  }
}
