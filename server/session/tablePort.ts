import type { SeatIndex } from '../../shared/game.ts';
import type { RefusalCode } from '../../shared/protocol/reply.ts';
import type { EndedUpdate, Notice, TableInfo, TurnUpdate } from '../../shared/protocol/table.ts';

/** Everything a table sends without being asked. */
export interface TableMessages {
  readonly table: TableInfo;
  readonly turn: TurnUpdate;
  readonly ended: EndedUpdate;
  readonly notice: Notice;
}
export type TableMessageName = keyof TableMessages;

export type Receiver = SeatIndex | 'watchers';

/** The way from a table to the people at it. The transport implements it; tests record it. */
export interface TablePort {
  /** Goes to the present connection of the seat's person, if there is one, or to all who watch. */
  send<Name extends TableMessageName>(to: Receiver, name: Name, body: TableMessages[Name]): void;
  /** Whether anybody would get it: what nobody gets need not be computed. */
  reaches(to: Receiver): boolean;
  /** What the lobby shows of this table is different now. */
  summaryChanged(): void;
  /** Ends all connections and forgets the table. */
  close(): void;
}

/** What operations want to know while it happens. */
export interface TableMonitor {
  refused(code: RefusalCode): void;
  /** Milliseconds from the message that made a step resolve, or from its tick, to the update that shows its result. */
  decisionTook(ms: number): void;
  tickWasLate(ms: number): void;
  /** Milliseconds from the question to a trained agent to its answer, if that came in time.  @param agent its checkpoint */
  agentAnswered(ms: number, agent: string): void;
  /** A fallback played for a trained agent. */
  agentReplaced(agent: string): void;
  stepped(decisions: number): void;
  failed(error: unknown, tableId: string): void;
}
