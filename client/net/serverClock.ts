/** Samples that are kept; the one with the shortest round trip is believed. */
const KEPT_SAMPLES = 8;

interface Sample {
  readonly offsetMs: number;
  readonly roundTripMs: number;
}

/**
 * Estimates the server's clock from pings, as NTP does: the server's time belongs to the middle of the round
 * trip, so the error of a sample is at most half its round trip.
 */
export class ServerClock {
  readonly #localNow: () => number;
  #samples: readonly Sample[] = [];
  #rough: number | undefined;

  /** @param localNow epoch milliseconds of this machine */
  constructor(localNow: () => number) {
    this.#localNow = localNow;
  }

  /** Server's epoch milliseconds now; this machine's own before anything is known. */
  now(): number {
    return this.#localNow() + this.offsetMs();
  }

  /** Server minus local. */
  offsetMs(): number {
    const best = this.#samples.reduce<Sample | undefined>(
      (a, b) => (a === undefined || b.roundTripMs < a.roundTripMs ? b : a),
      undefined,
    );
    return best?.offsetMs ?? this.#rough ?? 0;
  }

  /** @param sentAt, gotAt local clock, around the ping   @param serverTime what the server answered */
  addPing(sentAt: number, gotAt: number, serverTime: number): void {
    const sample = { offsetMs: serverTime - (sentAt + gotAt) / 2, roundTripMs: gotAt - sentAt };
    this.#samples = [...this.#samples, sample].slice(-KEPT_SAMPLES);
  }

  /** A message that came without being asked for is good enough until the first ping is back. */
  addMessage(serverTime: number): void {
    this.#rough = serverTime - this.#localNow();
  }
}
