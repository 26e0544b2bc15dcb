/** The conversation of the lobby (Colyseus room `lobby`): who waits, what runs, and how to get a table. */
import { z } from 'zod';
import type { TablePhase } from './table.ts';

export const LOBBY_ROOM = 'lobby';

/** A pause before a program's move may count, so that speed does not tell a person from a program. */
export const programPaceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('immediate') }),
  z.strictObject({ kind: z.literal('fixed'), ms: z.number().min(0).max(600_000) }),
  /** exp(N(ln medianMs, sigma)): how long people take is about log-normal. */
  z.strictObject({
    kind: z.literal('lognormal'),
    medianMs: z.number().min(1).max(600_000),
    sigma: z.number().min(0).max(3),
  }),
  /** One of these times in milliseconds, each as likely: what was measured of people. */
  z.strictObject({ kind: z.literal('drawn'), ms: z.array(z.number().min(0).max(600_000)).min(1).max(500) }),
]);
export type ProgramPace = z.infer<typeof programPaceSchema>;

export const joinLobbySchema = z.strictObject({ protocol: z.int(), secret: z.string().max(100) });
export type JoinLobby = z.infer<typeof joinLobbySchema>;

/** How a new table is set up; what is left out takes the default. */
export const tableSetupSchema = z.strictObject({
  game: z.string().max(40),
  /** Id of one of the game's presets. */
  preset: z.string().max(40).optional(),
  /** Input of the game's parameter schema, on top of the preset. */
  params: z.record(z.string(), z.unknown()).optional(),
  /** One entry per seat: 'person' or the reference of a program. Default: people everywhere. */
  seats: z.array(z.string().max(200)).max(16).optional(),
  visibility: z.enum(['public', 'private']).default('public'),
  /**
   * Seconds from the first person's coming until programs of the server's choice (its released agents, or the game's guide)
   * take the seats that are still open. Left out: those stay open. Labelled partners only.
   */
  fillAfterSeconds: z.number().min(0).max(600).optional(),
  /** Whether people are told who is a program. */
  partners: z.enum(['labelled', 'unlabelled']).default('labelled'),
  /** What happens to the seat of a person who stays away longer than the grace period. */
  onDrop: z.enum(['default-action', 'scripted-takeover', 'end']).default('scripted-takeover'),
  graceSeconds: z.number().min(1).max(600).default(30),
  /** Turn games: seconds until a step resolves anyway; default: the game's own. */
  turnSeconds: z.number().min(0.05).max(3600).optional(),
  /**
   * Turn games: when programs move, drawn anew for every seat and step, from the episode's seed. Default: at once where
   * partners are labelled, else as people do. Never beyond the end of the turn.
   */
  programPace: programPaceSchema.optional(),
  /**
   * Milliseconds that a trained agent has for a decision before the fallback plays; default: 1000, in tick games 60. A
   * tick comes all the same: who answers after it is late whatever this says.
   */
  agentDeadlineMs: z.number().min(10).max(60_000).optional(),
  /** What plays for an agent that is late: 'default-action' (the default), or a program that is no agent. */
  agentFallback: z.string().max(200).optional(),
  /** Name of the study that the table belongs to: the live agent stays the one with which the study began. */
  study: z.string().min(1).max(60).optional(),
  /** A guided first game: nobody hurries, the client explains. */
  guided: z.boolean().default(false),
});
export type TableSetup = z.infer<typeof tableSetupSchema>;
export type TableSetupInput = z.input<typeof tableSetupSchema>;

/** Requests of a client in the lobby, by name; the replies carry { tableId }. */
export const lobbyRequests = {
  /**
   * The public table of this game that has waited longest, or a new one: of people alone, or a mixed one, whose open seats
   * programs take when people have gathered for some seconds.
   */
  'quick-match': z.strictObject({
    game: z.string().max(40),
    company: z.enum(['people', 'mixed']).default('people'),
  }),
  'open-table': tableSetupSchema,
} as const;
/** Who sits at a table of a quick match. */
export type Company = z.infer<(typeof lobbyRequests)['quick-match']>['company'];
export type LobbyRequestName = keyof typeof lobbyRequests;

export interface TableReply {
  readonly tableId: string;
}

export interface TableSummary {
  readonly tableId: string;
  readonly game: string;
  readonly title: string;
  readonly phase: TablePhase;
  readonly people: number;
  readonly programs: number;
  readonly openSeats: number;
  readonly watchers: number;
  /** When the first person sat down; null once it plays. */
  readonly waitingSince: number | null;
  /** Waiting: when programs take the open seats; null if they do not. */
  readonly fillsAt: number | null;
}

/** Message `lobby`: on joining and whenever something changed, at most twice a second. Public tables only. */
export interface LobbyInfo {
  readonly protocol: number;
  /** In the lobby, and seated at public tables. */
  readonly people: number;
  readonly tables: readonly TableSummary[];
  readonly serverTime: number;
}
