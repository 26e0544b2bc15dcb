/** The researchers' channel: socket.io namespace /ops, closed to all who lack the ops password (`auth.password`). */

export const OPS_NAMESPACE = '/ops';

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}

/** Event `status`, every second. Times in milliseconds. */
export interface OpsStatus {
  readonly at: number;
  readonly draining: boolean;
  readonly uptimeSeconds: number;
  readonly memoryMiB: number;
  readonly eventLoopDelay: Quantiles;
  /** How late ticks of tick games came, over the last ten seconds. */
  readonly tickJitter: Quantiles;
  /** From a person's message to the update that shows its result, server side, over the last ten seconds. */
  readonly decisionLatency: Quantiles;
  readonly decisionsPerSecond: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly rooms: readonly OpsRoom[];
}

export interface OpsRoom {
  readonly tableId: string;
  readonly game: string;
  readonly phase: string;
  readonly episode: string | null;
  readonly step: number;
  readonly watchers: number;
  readonly seats: readonly {
    readonly seat: number;
    readonly kind: string;
    /** Participant id or program reference. */
    readonly id: string | null;
    readonly presence: string;
    readonly roundTripMs: number | null;
  }[];
}
