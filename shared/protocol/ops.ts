/**
 * The researchers' channel: socket.io namespace /ops, closed to all who lack the ops password (`auth.password`).
 * The server sends `status` every second and `history` once, on connecting; the page asks by event `ask` with a name
 * and a body of `opsRequests` and gets an `OpsReply`.
 */
import { z } from 'zod';

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
  readonly memory: OpsMemory;
  readonly eventLoopDelay: Quantiles;
  /** How late ticks of tick games came, over the last ten seconds. */
  readonly tickJitter: Quantiles;
  /** From a person's message to the update that shows its result, server side, over the last ten seconds. */
  readonly decisionLatency: Quantiles;
  readonly decisionsPerSecond: number;
  readonly agents: readonly OpsAgent[];
  readonly refusals: Readonly<Record<string, number>>;
  readonly rooms: readonly OpsRoom[];
}

/** Of the server's process, in MiB. */
export interface OpsMemory {
  /** What the machine has given it, threads of agents and code included. */
  readonly resident: number;
  /** JavaScript's heap of the main thread: what it has taken from the machine, and what of that is in use, garbage included. */
  readonly heap: number;
  readonly heapUsed: number;
  /** Buffers outside of that heap. */
  readonly external: number;
}

export interface OpsRoom {
  readonly tableId: string;
  readonly game: string;
  readonly phase: string;
  readonly episode: string | null;
  readonly step: number;
  readonly watchers: number;
  /** When the first person sat down to wait; null once it plays. */
  readonly waitingSince: number | null;
  readonly seats: readonly {
    readonly seat: number;
    readonly kind: string;
    /** Participant id or program reference. */
    readonly id: string | null;
    readonly presence: string;
    readonly roundTripMs: number | null;
  }[];
}

/** A trained agent of this process's rooms. */
export interface OpsAgent {
  /** Id of its checkpoint. */
  readonly agent: string;
  /** From the question to the answer, of answers in time, over the last ten seconds. */
  readonly latency: Quantiles;
  /** Answers in time since the start. */
  readonly answered: number;
  /** Decisions that a fallback made for it since the start. */
  readonly replaced: number;
}

/** The worst of five seconds. Times in milliseconds. */
export interface OpsSample {
  readonly at: number;
  readonly residentMiB: number;
  readonly heapMiB: number;
  readonly externalMiB: number;
  readonly eventLoopP99: number;
  readonly tickJitterP99: number;
  readonly decisionLatencyP99: number;
  readonly agentLatencyP99: number;
  readonly decisionsPerSecond: number;
  readonly rooms: number;
  readonly people: number;
}

const game = z.string().regex(/^[a-z][a-z-]{0,39}$/);
const who = z.string().trim().min(1).max(100);
const why = z.string().trim().min(1).max(2000);
const nothing = z.strictObject({});

/** What a researcher may ask. */
export const opsQuestions = {
  /** Training jobs with their curves. */
  jobs: nothing,
  /** What the background trainer does now: `TrainerNow`. */
  trainer: nothing,
  /** Life cycles of the agents of every game, with the journal. */
  registry: nothing,
  /** What a step of the gate was decided by. */
  evidence: z.strictObject({ id: z.string().regex(/^[0-9a-f]{6,64}$/) }),
  /** Standing exploiters against agents. */
  standing: z.strictObject({ by: z.enum(['hour', 'day']) }),
  /** How people treat agents. */
  people: z.strictObject({ simulated: z.boolean() }),
  leagues: nothing,
  exports: nothing,
  /** What was done here, newest first. */
  actions: nothing,
} as const;

/** What a researcher may do. Each is written down with who and why. */
export const opsActions = {
  'roll-back': z.strictObject({ game, who, why }),
  pin: z.strictObject({ game, who, why }),
  unpin: z.strictObject({ game, who, why }),
  promote: z.strictObject({ agent: z.string().regex(/^[0-9a-f]{6,64}$/), who, why }),
  export: z.strictObject({
    format: z.enum(['jsonl', 'csv', 'parquet']),
    simulated: z.boolean(),
    who,
  }),
  /** A game of these two, played now, to be watched as a replay. */
  watch: z.strictObject({ game, players: z.tuple([ref(), ref()]), who }),
} as const;

export const opsRequests = { ...opsQuestions, ...opsActions } as const;
export type OpsRequestName = keyof typeof opsRequests;
export type OpsRequest<Name extends OpsRequestName> = z.infer<(typeof opsRequests)[Name]>;

export type OpsReply =
  { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly message: string };

/** Of a player. */
function ref() {
  return z.string().regex(/^(scripted|agent):[\w./:(){}"',-]{1,200}$/);
}

/** A run of the trainer. */
/** As its state in the data folder says. */
export interface TrainerNow {
  /** Null: it has never run here, or its state cannot be read. */
  readonly doing: string | null;
  /** Turns begun so far. */
  readonly turns: number;
  readonly current: {
    readonly game: string;
    readonly kind: string;
    readonly phase: string;
    /** Of the phase. */
    readonly share: number;
  } | null;
}

export interface TrainingJob {
  /** Its folder within the data folder. */
  readonly name: string;
  readonly game: string;
  readonly algorithm: string;
  readonly seed: number | null;
  /** 'running': its figures changed within the last ten minutes, and there is no result. */
  readonly state: 'running' | 'ended' | 'stopped';
  /** When its figures changed last: milliseconds since 1970-01-01T00:00Z. */
  readonly at: number;
  /** Thinned. */
  readonly points: readonly {
    readonly agentSteps: number;
    readonly reward: number | null;
    readonly self: number | null;
    /** Of models of people: on people who are held back, nats per decision. */
    readonly logLikelihood: number | null;
  }[];
}

/** Everybody against everybody. */
export interface OpsLeague {
  readonly name: string;
  readonly game: string;
  readonly labels: readonly string[];
  /** Of each label, one player that can be watched; null: not at hand here. */
  readonly players: readonly (string | null)[];
  /** [row][column] reward per step of the row. */
  readonly cells: readonly (readonly (number | null)[])[];
}

/** A line of the log of actions. */
export interface OpsAction {
  readonly at: number;
  readonly what: string;
  readonly who: string;
  readonly address: string;
  /** What was asked for. */
  readonly body: unknown;
  readonly outcome: string;
}
