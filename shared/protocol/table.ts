/**
 * The conversation between a client and the table it sits at or watches (Colyseus room `table`).
 * The client joins by `tableId` with `JoinTable`; the server sends `table` and `turn` at once and on change.
 * A move of one seat changes nothing that another seat receives until the step resolves.
 */
import { z } from 'zod';
import type { EndReason } from '../log/events.ts';

export const TABLE_ROOM = 'table';

/** Options of the join. A participant who holds a seat gets it back, whatever connection asks. */
export const joinTableSchema = z.strictObject({
  protocol: z.int(),
  /** The participant's secret from POST /api/participants. */
  secret: z.string().max(100),
  /** 'play': my seat, or an open one; 'watch': never a seat. */
  as: z.enum(['play', 'watch']),
});
export type JoinTable = z.infer<typeof joinTableSchema>;

const actionSchema = z.union([z.number(), z.array(z.number()).max(64)]);
/** Client's estimate of the server's clock, in epoch milliseconds. */
const serverTime = z.number().min(0).max(1e14);

/** Requests of a client, by name. Each is answered with a `Reply`. */
export const tableRequests = {
  /** Turn games: my action for this step; once per step, secret until it resolves. Reply: {}. */
  move: z.strictObject({
    step: z.int().min(0),
    action: actionSchema,
    tShown: serverTime,
    tInput: serverTime,
  }),
  /** Tick games: what I hold down from now on (null: nothing). A tap shorter than a tick still counts once. Reply: {}. */
  hold: z.strictObject({ action: actionSchema.nullable(), tShown: serverTime, tInput: serverTime }),
  /** Heartbeat, every 2 s: my last measured round trip. Reply: { serverTime }. */
  ping: z.strictObject({ roundTripMs: z.number().min(0).max(600_000).nullable() }),
  /** While waiting: seat a program in the open seats, once `offer.at` has passed. Reply: {}. */
  fill: z.strictObject({ ref: z.string().max(200) }),
  /** After the end: same table, new episode, once everybody who is still here wants it. Reply: {}. */
  again: z.strictObject({}),
  /** I give up my seat for good. Reply: {}. */
  leave: z.strictObject({}),
} as const;
export type TableRequestName = keyof typeof tableRequests;
export type TableRequest<Name extends TableRequestName> = z.infer<(typeof tableRequests)[Name]>;

export type TablePhase = 'waiting' | 'playing' | 'ended';

export interface SeatInfo {
  readonly seat: number;
  readonly kind: 'open' | 'person' | 'program';
  /** For people's eyes: "You", "Player 2", "tit-for-tat"; just "Player 2" for anybody where partners are unlabelled. */
  readonly label: string;
  readonly presence: 'here' | 'reconnecting' | 'replaced' | 'left';
  readonly wantsAgain: boolean;
}

/** A program that may take a seat. */
export interface PlayerOffer {
  readonly ref: string;
  readonly label: string;
  readonly summary: string;
  /** Id of a trained agent's checkpoint, by which it has a card. */
  readonly checkpoint?: string;
  /** Id of an episode in which it may be watched. */
  readonly replay?: string;
}

/** Message `table`: everything about the table but the game itself. */
export interface TableInfo {
  readonly protocol: number;
  readonly tableId: string;
  readonly game: string;
  readonly params: unknown;
  readonly title: string;
  readonly phase: TablePhase;
  readonly visibility: 'public' | 'private';
  readonly partners: 'labelled' | 'unlabelled';
  readonly guided: boolean;
  readonly you: { readonly role: 'player'; readonly seat: number } | { readonly role: 'watcher' };
  readonly seats: readonly SeatInfo[];
  readonly watchers: number;
  /** Id of the running or last episode. */
  readonly episode: string | null;
  /** Waiting for people: from `at` on, one who waits may `fill` the open seats with one of these. */
  readonly offer: { readonly at: number; readonly players: readonly PlayerOffer[] } | null;
  readonly waitingSince: number | null;
  /** Waiting: when programs take the open seats by themselves; null if they do not. */
  readonly fillsAt: number | null;
  readonly serverTime: number;
}

/** Message `turn`: the situation as this seat (or a watcher) may see it, after every step and on joining. */
export interface TurnUpdate {
  readonly episode: string;
  /** Steps made so far. */
  readonly step: number;
  /** `Game.view` of the receiver. */
  readonly view: unknown;
  readonly status: 'running' | 'terminated' | 'truncated';
  /** Turn games: the receiver's own move for this step is in. Always false for watchers. */
  readonly moved: boolean;
  /** When the step resolves at the latest (server clock); null when the episode is over. */
  readonly deadline: number | null;
  readonly serverTime: number;
}

/** Message `ended`. */
export interface EndedUpdate {
  readonly episode: string;
  readonly reason: EndReason;
  readonly steps: number;
  /** Per seat. */
  readonly returns: readonly number[];
}

/** Message `notice`: something the person must be told; after the closing ones the connection ends. */
export interface Notice {
  readonly code: 'superseded' | 'failed' | 'draining' | 'expelled' | 'storage';
  readonly message: string;
}
