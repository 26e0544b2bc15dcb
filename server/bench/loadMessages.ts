/** What the processes of `bench server` tell each other. */

export type Scenario = 'echo' | 'turns' | 'harvest';

/** A place that a generated client takes. */
export interface Place {
  readonly roomName: string;
  readonly roomId: string;
  /** Options of the join. */
  readonly options: object;
}

/** One room: a place for each of its clients. */
export type RoomPlaces = readonly Place[];

export type ToServer =
  { readonly kind: 'open'; readonly rooms: number } | { readonly kind: 'cpu' } | { readonly kind: 'agents' };
export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'opened'; readonly rooms: readonly RoomPlaces[] }
  | { readonly kind: 'cpu'; readonly seconds: number; readonly at: number }
  | ({ readonly kind: 'agents' } & AgentFigures);

/** What happened in a server with trained agents since it was last asked. */
export interface AgentFigures {
  /** `Latencies.counts` of the time from a room's question to the answer in its hands, late ones too. */
  readonly decisions: readonly number[];
  /** `Latencies.counts` of how late ticks came. */
  readonly ticks: readonly number[];
  /** Decisions that a fallback made. */
  readonly missed: number;
}

export type ToLoad =
  | {
      readonly kind: 'join';
      readonly port: number;
      readonly scenario: Scenario;
      readonly rooms: readonly RoomPlaces[];
    }
  | { readonly kind: 'measure'; readonly ms: number };
export type FromLoad =
  | { readonly kind: 'joined' }
  | { readonly kind: 'measured'; readonly counts: readonly number[]; readonly closed: number };
