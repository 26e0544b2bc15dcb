import type { ServerLoad } from '../../shared/protocol/serverLoad.ts';
import type { TrainerConfig } from './trainerConfig.ts';

export interface PacerOptions {
  readonly config: Pick<TrainerConfig, 'cores' | 'yield'>;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** Processor time of this thread. */
  readonly cpuSeconds: () => number;
  /** Comes back early when the trainer is to stop. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly isStopping: () => boolean;
  /** What the server said last, and when by the stopwatch; undefined if it has not said anything. */
  readonly load: () => { readonly load: ServerLoad; readonly at: number } | undefined;
  /** Called when it begins to yield, and when it goes on. */
  readonly onYield: (to: 'server' | 'nobody', why: string) => void;
}

/** A server that has been silent for so long is gone, and nobody plays there. */
const SILENT_SECONDS = 10;
const LONGEST_REST_MS = 10_000;
const LOOK_MS = 500;
/**
 * A server that is always busy would keep it from ever getting anywhere: then it takes so much of a core at most, one
 * piece of work at a time, and none waits longer than that. The gate's pieces are small, and there are many.
 */
const UNDER_PRESSURE = 1 / 20;
const LONGEST_YIELD_SECONDS = 15;
/** Part of the time of yielding that is none of a turn's. */
const YIELDED_COUNTS_LESS = 0.75;

/** Keeps the trainer to its share of a core, and out of the way of a server that has much to do. */
export class Pacer {
  readonly #options: PacerOptions;
  #cpuBefore: number;
  #yielded = 0;

  constructor(options: PacerOptions) {
    this.#options = options;
    this.#cpuBefore = options.cpuSeconds();
  }

  /** A stopwatch that goes slower while it yields: a turn whose time is up has had some time to learn something. */
  seconds(): number {
    return this.#options.seconds() - this.#yielded;
  }

  /** To be awaited between two pieces of work. */
  async rest(): Promise<'go-on' | 'stop'> {
    const { config, cpuSeconds, sleep, isStopping } = this.#options;
    const busyMs = 1000 * (cpuSeconds() - this.#cpuBefore);
    await sleep(restMs(busyMs, config.cores));
    await this.#yield(longestYield(busyMs, config.yield.calmSeconds));
    this.#cpuBefore = cpuSeconds();
    return isStopping() ? 'stop' : 'go-on';
  }

  async #yield(longestSeconds: number): Promise<void> {
    const { config, seconds, sleep, isStopping, onYield } = this.#options;
    let why = this.#pressure();
    if (why === undefined) return;
    onYield('server', why);
    const from = seconds();
    let pressedAt = from;
    const isOver = (): boolean =>
      seconds() - pressedAt >= config.yield.calmSeconds || seconds() - from >= longestSeconds;
    while (!isStopping() && !isOver()) {
      await sleep(LOOK_MS);
      why = this.#pressure();
      if (why !== undefined) pressedAt = seconds();
    }
    this.#yielded += YIELDED_COUNTS_LESS * (seconds() - from);
    onYield('nobody', '');
  }

  #pressure(): string | undefined {
    const { config, seconds, load } = this.#options;
    const said = load();
    if (said === undefined || seconds() - said.at > SILENT_SECONDS) return undefined;
    return pressureOf(said.load, config.yield);
  }
}

/** How long to rest after so much work.  @param cores in (0, 1] */
export function restMs(busyMs: number, cores: number): number {
  return Math.min(LONGEST_REST_MS, (busyMs * (1 - cores)) / cores);
}

/** How long it yields to a server that stays busy, in seconds, after so much work. */
export function longestYield(busyMs: number, calmSeconds: number): number {
  return Math.min(LONGEST_YIELD_SECONDS, Math.max(calmSeconds, busyMs / 1000 / UNDER_PRESSURE));
}

/** What is above its limit, in words; undefined if nothing is. */
export function pressureOf(load: ServerLoad, limits: TrainerConfig['yield']): string | undefined {
  const figures = [
    ['event-loop delay', load.eventLoopMs, limits.eventLoopMs],
    ['tick jitter', load.tickJitterMs, limits.tickJitterMs],
    ['decision latency', load.decisionMs, limits.decisionMs],
  ] as const;
  const [found] = figures.filter(([, ms, limit]) => ms > limit);
  return found && `${found[0]} of the server at ${found[1].toFixed(1)} ms, above ${found[2]} ms`;
}
