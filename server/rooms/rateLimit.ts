import type { EpochMs } from '../../shared/clock.ts';

export interface RateLimits {
  /** Messages a second that a client may send for ever. */
  readonly perSecond: number;
  /** Messages it may send at once after a quiet time. */
  readonly burst: number;
  /** A client with more refusals than this within ten seconds is shut out. */
  readonly refusals: number;
}

export const DEFAULT_LIMITS: RateLimits = { perSecond: 40, burst: 80, refusals: 100 };

const REFUSAL_WINDOW_MS = 10_000;

/** What one connection may still do. */
export class RateLimit {
  readonly #limits: RateLimits;
  #tokens: number;
  #countedAt: EpochMs;
  #refusals = 0;
  #windowEnds = 0;

  constructor(limits: RateLimits, now: EpochMs) {
    this.#limits = limits;
    this.#tokens = limits.burst;
    this.#countedAt = now;
  }

  /** Counts a message.  @returns false if it came too fast */
  allows(now: EpochMs): boolean {
    const { perSecond, burst } = this.#limits;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#countedAt) / 1000) * perSecond);
    this.#countedAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Counts a refusal.  @returns whether the client has used up its patience */
  refused(now: EpochMs): boolean {
    if (now >= this.#windowEnds) {
      this.#refusals = 0;
      this.#windowEnds = now + REFUSAL_WINDOW_MS;
    }
    this.#refusals += 1;
    return this.#refusals > this.#limits.refusals;
  }
}
