const BUCKETS_PER_MS = 10;
const LONGEST_MS = 2000;

/** Counts of latencies in tenths of a millisecond, so that those of many processes can be added. */
export class Latencies {
  readonly counts: number[];
  count = 0;
  max = 0;

  constructor(counts: readonly number[] = []) {
    this.counts = [...counts];
    this.count = this.counts.reduce((sum, n) => sum + (n ?? 0), 0);
    this.max = Math.max(0, this.counts.length - 1) / BUCKETS_PER_MS;
  }

  record(ms: number): void {
    const bucket = Math.min(Math.max(0, Math.round(ms * BUCKETS_PER_MS)), LONGEST_MS * BUCKETS_PER_MS);
    while (this.counts.length <= bucket) this.counts.push(0);
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.count += 1;
    this.max = Math.max(this.max, ms);
  }

  /** Milliseconds below which the share q of all lies; Infinity if nothing came at all. */
  quantile(q: number): number {
    if (this.count === 0) return Infinity;
    let left = q * this.count;
    for (const [bucket, n] of this.counts.entries()) {
      left -= n;
      if (left <= 0) return bucket / BUCKETS_PER_MS;
    }
    return this.max;
  }
}
