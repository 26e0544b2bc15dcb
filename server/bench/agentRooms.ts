import { randomUUID } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import { tableSetupSchema, type TableSetupInput } from '../../shared/protocol/lobby.ts';
import type { Programs } from '../players/program.ts';
import { DurableLog } from '../session/durableLog.ts';
import { TableSession } from '../session/tableSession.ts';
import type { TableMonitor } from '../session/tablePort.ts';
import { tableSpec } from '../session/tableSpec.ts';
import type { ResearchStore } from '../storage/store.ts';

export interface AgentRoomOptions {
  readonly setup: TableSetupInput;
  readonly programs: Programs;
  readonly store: ResearchStore;
  readonly clock: Clock;
  readonly monitor: TableMonitor;
  readonly index: number;
}

/** A table without sockets, with the real log and the real agents; seat 0 is a person if it is not a program. */
export class AgentRoom {
  readonly session: TableSession;

  constructor({ setup, programs, store, clock, monitor, index }: AgentRoomOptions) {
    const spec = tableSpec(tableSetupSchema.parse(setup), programs);
    if ('ok' in spec) throw new Error(`expected a table, got ${spec.message}`);
    const nothing = (): void => undefined;
    this.session = new TableSession(
      `room-${index}`,
      spec,
      {
        clock,
        log: new DurableLog(store, clock),
        programs,
        monitor,
        codeVersion: 'bench',
        offerAfterMs: 15_000,
        newSeed: () => index,
        newEpisodeId: randomUUID,
      },
      { send: nothing, reaches: () => true, summaryChanged: nothing, close: nothing },
    );
  }

  /** Everybody sits down: the episode begins. */
  start(): void {
    const joined = this.session.join('person', this.session.spec.programs[0] ? 'watch' : 'play');
    if (!joined.ok) throw new Error(`expected a place, got ${joined.message}`);
    this.session.connected(joined.seat);
  }

  /** The person's move for the present step, if it is not made yet. */
  beat(): void {
    const seat = this.session.seatOf('person');
    const { episode } = this.session;
    if (!seat || !episode) return;
    const move = { step: episode.step, action: 0, tShown: 1, tInput: 2 };
    // A step that is still under way refuses; the next beat finds it done.
    void this.session.handle(seat, () => this.session.move(seat, move));
  }
}
