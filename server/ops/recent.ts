import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Clock, EpochMs } from '../../shared/clock.ts';
import type { Quantiles } from '../../shared/protocol/ops.ts';

const SLICES = 10;
const SLICE_MS = 1000;
/** Histograms count whole numbers from 1 up: thousandths of a millisecond, shifted by one. */
const UNITS_PER_MS = 1000;

/** Quantiles of what was recorded in the last ten seconds. */
export class Recent {
  readonly #clock: Clock;
  readonly #slices: RecordableHistogram[] = Array.from({ length: SLICES }, () => createHistogram());
  #slice = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#slice = sliceOf(clock.now());
  }

  record(ms: number): void {
    this.#moveOn();
    this.#current().record(Math.max(1, Math.round(ms * UNITS_PER_MS) + 1));
  }

  quantiles(): Quantiles {
    this.#moveOn();
    const all = createHistogram();
    for (const slice of this.#slices) if (slice.count > 0) all.add(slice);
    if (all.count === 0) return { p50: 0, p99: 0, max: 0, count: 0 };
    const ms = (units: number) => (units - 1) / UNITS_PER_MS;
    return { p50: ms(all.percentile(50)), p99: ms(all.percentile(99)), max: ms(all.max), count: all.count };
  }

  #current(): RecordableHistogram {
    return this.#slices[this.#slice % SLICES] as RecordableHistogram;
  }

  #moveOn(): void {
    const now = sliceOf(this.#clock.now());
    // After a long silence every slice is old once.
    this.#slice = Math.max(this.#slice, now - SLICES);
    while (this.#slice < now) {
      this.#slice += 1;
      this.#current().reset();
    }
  }
}

function sliceOf(time: EpochMs): number {
  return Math.floor(time / SLICE_MS);
}
