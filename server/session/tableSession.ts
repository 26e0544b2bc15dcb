import type { EpochMs } from '../../shared/clock.ts';
import type { EndReason } from '../../shared/log/events.ts';
import type { TableSummary } from '../../shared/protocol/lobby.ts';
import type { Notice, TablePhase, TableRequest } from '../../shared/protocol/table.ts';
import { Attendance, type AttendanceHost } from './attendance.ts';
import { applyDropPolicy } from './dropPolicy.ts';
import { StorageFailed } from './durableLog.ts';
import { EpisodeRun } from './episodeRun.ts';
import { DRAINING, failureNotice } from './notices.ts';
import { fillSeats } from './fillSeats.ts';
import { Gathering } from './gathering.ts';
import { Guard } from './guard.ts';
import { Play } from './play.ts';
import { DONE, refuse, type Answer, type Refusal } from './refusal.ts';
import { isHere, sitDown, vacate, type Seat } from './seat.ts';
import { createSeats, firstOpenSeat, isReady, peopleOf, seatHeldBy, tableSummary } from './seating.ts';
import { tableInfo, type TableSituation } from './tableInfo.ts';
import type { Receiver, TablePort } from './tablePort.ts';
import type { TableServices } from './tableServices.ts';
import type { TableSpec } from './tableSpec.ts';

export type Joined = { readonly ok: true; readonly seat: Seat | undefined } | Refusal;

/**
 * One table: its seats, and one episode after another. Authoritative, and free of any transport: people come
 * in by participant id, messages go out through the port, time comes from a clock. Whatever throws in here
 * ends this table with a saved log and no other.
 */
export class TableSession {
  readonly tableId: string;
  readonly spec: TableSpec;
  readonly seats: readonly Seat[];
  readonly guard: Guard;
  #phase: TablePhase = 'waiting';
  readonly #services: TableServices;
  readonly #port: TablePort;
  readonly #attendance: Attendance;
  readonly #gathering: Gathering;
  #play: Play | undefined;
  #watchers = 0;
  #waitingSince: EpochMs | null = null;
  #draining = false;
  #closed = false;

  constructor(tableId: string, spec: TableSpec, services: TableServices, port: TablePort) {
    this.tableId = tableId;
    this.spec = spec;
    this.#services = services;
    this.#port = port;
    this.guard = new Guard(services.clock, (error) => this.#fail(error));
    this.seats = createSeats(spec);
    this.#attendance = new Attendance({
      seats: this.seats,
      clock: services.clock,
      host: this.#attendanceHost(),
      guard: this.guard,
      graceMs: spec.setup.graceSeconds * 1000,
    });
    this.#gathering = new Gathering({
      spec,
      seats: this.seats,
      services,
      guard: this.guard,
      waitingSince: () => (this.#phase === 'waiting' && !this.#closed ? this.#waitingSince : null),
      onFilled: () => this.#filled(),
    });
  }

  get phase(): TablePhase {
    return this.#phase;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The running or last episode. */
  get episode(): { readonly id: string; readonly step: number } | undefined {
    return this.#play && { id: this.#play.run.id, step: this.#play.run.episode.step };
  }

  /** Keeps a seat for somebody who is about to connect.  @returns whether there was one */
  reserve(participant: string): boolean {
    if (this.seatOf(participant)) return true;
    const seat = this.#phase === 'waiting' ? firstOpenSeat(this.seats) : undefined;
    if (!seat || this.#closed || this.#draining) return false;
    const now = this.#services.clock.now();
    sitDown(seat, participant, now);
    this.#waitingSince ??= now;
    this.#attendance.expect(seat);
    this.#publishTable();
    return true;
  }

  seatOf(participant: string): Seat | undefined {
    return seatHeldBy(this.seats, participant);
  }

  /** A participant connected, for the first time or again. The port already reaches them when this returns. */
  join(participant: string, as: 'play' | 'watch'): Joined {
    if (this.#closed) return refuse('not-found', 'this table is closed');
    const held = this.seatOf(participant);
    if (as === 'watch') {
      if (held?.everHere) return refuse('not-allowed', 'who has a seat at a table cannot watch it as well');
      if (held) this.#free(held);
      this.#watchers += 1;
      return { ok: true, seat: undefined };
    }
    if (!held && this.#draining) return refuse('draining', 'the server is about to stop');
    if (!held && !this.reserve(participant)) return refuse('full', 'no seat is free at this table');
    return { ok: true, seat: this.seatOf(participant) };
  }

  /** Call once the connection can be reached: sends everything there is to know. */
  connected(seat: Seat | undefined): void {
    const to = seat ? seat.index : 'watchers';
    if (seat) this.#attendance.arrived(seat);
    this.#publishTable();
    this.#play?.sendTurn(to);
    this.#play?.sendEnded(to);
    this.#startIfComplete();
  }

  /** The connection of the seat's person, or of a watcher, is gone. */
  disconnected(seat: Seat | undefined): void {
    if (seat) this.#attendance.lost(seat);
    else {
      this.#watchers -= 1;
      this.#publishTable();
    }
  }

  /** Does what a person in a seat asks for. What goes wrong in it ends the table, and the person is told. */
  async handle(seat: Seat, work: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      this.#attendance.heard(seat);
      return await work();
    } catch (error) {
      this.#fail(error);
      return error instanceof StorageFailed
        ? refuse('storage', 'the server cannot save anything at the moment')
        : refuse('internal', 'this table has failed');
    }
  }

  move(seat: Seat, request: TableRequest<'move'>): Answer | Promise<Answer> {
    if (!this.#play || this.#phase !== 'playing') return refuse('not-running', 'no episode is running');
    return this.#play.move(seat, request);
  }

  hold(seat: Seat, request: TableRequest<'hold'>): Answer {
    if (!this.#play || this.#phase !== 'playing') return refuse('not-running', 'no episode is running');
    return this.#play.hold(seat, request);
  }

  fill(seat: Seat, { ref }: TableRequest<'fill'>): Answer {
    const { seats, spec } = this;
    const refusal = fillSeats({ seat, ref, seats, spec, offer: this.#offer(), services: this.#services });
    if (refusal) return refusal;
    this.#filled();
    return DONE;
  }

  #filled(): void {
    this.#publishTable();
    this.#startIfComplete();
  }

  again(seat: Seat): Answer {
    if (this.#draining) return refuse('draining', 'the server is about to stop');
    if (this.#phase !== 'ended') return refuse('not-allowed', 'the episode is not over yet');
    seat.wantsAgain = true;
    if (!this.#reopenIfAllWant()) this.#publishTable();
    return DONE;
  }

  leave(seat: Seat): Answer {
    if (this.#phase === 'waiting') {
      this.#free(seat);
      return DONE;
    }
    seat.cancelGrace?.();
    seat.gone = true;
    seat.presence = 'left';
    if (this.#phase === 'playing') this.#applyDropPolicy(seat, 'left');
    else this.#reopenIfAllWant();
    this.#publishTable();
    return DONE;
  }

  /** No new episode begins here. A table where nothing runs closes. */
  drain(): void {
    this.#draining = true;
    if (this.#phase !== 'playing') this.close(DRAINING);
  }

  /** Ends a running episode before its time; the table stays for its people to see. */
  async end(reason: EndReason): Promise<void> {
    if (this.#phase === 'playing') await this.#play?.end(reason);
  }

  /** Says why and closes. */
  close(notice: Notice): void {
    if (this.#closed) return;
    this.stop();
    try {
      this.#broadcast((to) => this.#port.send(to, 'notice', notice));
    } finally {
      this.#port.close();
    }
  }

  /** Stops every clock of the table without a word to anybody. */
  stop(): void {
    this.#closed = true;
    this.#attendance.stop();
    this.#gathering.stop();
    this.#play?.halt('drained');
  }

  summary(): TableSummary {
    return tableSummary(this.#situation());
  }

  #free(seat: Seat): void {
    vacate(seat);
    if (peopleOf(this.seats).length === 0) this.#waitingSince = null;
    this.#publishTable();
  }

  #startIfComplete(): void {
    if (this.#phase !== 'waiting' || this.#closed || this.#draining || !isReady(this.seats)) return;
    const { seats, spec, guard } = this;
    const services = this.#services;
    this.#phase = 'playing';
    const [id, seed] = [services.newEpisodeId(), services.newSeed()];
    const run = new EpisodeRun({ ...services, id, seed, spec, seats });
    const onFinished = () => this.#finished();
    const play = new Play({ run, spec, seats, services, port: this.#port, guard, onFinished });
    this.#play = play;
    guard.inBackground(async () => {
      this.#publishTable();
      await play.start();
    });
  }

  #finished(): void {
    this.#phase = 'ended';
    this.#waitingSince = null;
    for (const seat of this.seats) {
      seat.wantsAgain = false;
      if (seat.presence === 'replaced') seat.presence = 'left';
    }
    this.#publishTable();
    if (this.#draining) this.close(DRAINING);
  }

  /** Everybody who is still here wants to play on: seats of the others become free. */
  #reopenIfAllWant(): boolean {
    const here = this.seats.filter(isHere);
    if (here.length === 0 || !here.every((seat) => seat.wantsAgain)) return false;
    for (const seat of this.seats) {
      seat.wantsAgain = false;
      seat.standIn = undefined;
      if (seat.occupant.kind === 'person' && !isHere(seat)) vacate(seat);
    }
    this.#phase = 'waiting';
    this.#waitingSince = this.#services.clock.now();
    this.#play = undefined;
    this.#startIfComplete();
    if (this.#phase === 'waiting') this.#publishTable();
    return true;
  }

  #applyDropPolicy(seat: Seat, reason: 'dropped' | 'left'): void {
    const play = this.#play;
    if (!play) return;
    const { seats, spec } = this;
    const guide = () => this.#services.programs.guide(spec.game.id);
    const verdict = applyDropPolicy({ seat, reason, seats, spec, run: play.run, guide });
    if (verdict === 'end') this.guard.inBackground(() => play.end('abandoned'));
    else play.presenceChanged(seat);
  }

  #attendanceHost(): AttendanceHost {
    return {
      phase: () => this.#phase,
      presenceChanged: (seat) => {
        this.#play?.presenceChanged(seat);
        if (this.#phase === 'waiting' && peopleOf(this.seats).length === 0) this.#waitingSince = null;
        this.#publishTable();
        if (this.#phase === 'waiting') this.#startIfComplete();
        else if (this.#phase === 'ended') this.#reopenIfAllWant();
      },
      graceOver: (seat) => this.#applyDropPolicy(seat, 'dropped'),
      returned: (seat) => {
        if (this.#phase === 'playing' && seat.standIn) this.#play?.run.handBack(seat);
      },
    };
  }

  #offer(): TableSituation['offer'] {
    if (this.#phase !== 'waiting' || this.#waitingSince === null || !firstOpenSeat(this.seats)) return null;
    // Nobody waits long where programs come by themselves.
    if (this.spec.fillAfterMs !== undefined) return null;
    const { offerAfterMs, programs } = this.#services;
    return { at: this.#waitingSince + offerAfterMs, players: programs.offers(this.spec.game.id) };
  }

  #publishTable(): void {
    if (this.#closed) return;
    this.#gathering.reconsider();
    const situation = this.#situation();
    this.#broadcast((to) => this.#port.send(to, 'table', tableInfo(situation, to)));
    this.#port.summaryChanged();
  }

  #situation(): TableSituation {
    return {
      tableId: this.tableId,
      spec: this.spec,
      phase: this.#phase,
      seats: this.seats,
      watchers: this.#watchers,
      episode: this.#play?.run.id ?? null,
      offer: this.#offer(),
      waitingSince: this.#waitingSince,
      fillsAt: this.#gathering.at,
      now: this.#services.clock.now(),
    };
  }

  #broadcast(send: (to: Receiver) => void): void {
    for (const { index } of peopleOf(this.seats)) send(index);
    if (this.#watchers > 0) send('watchers');
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.#services.monitor.failed(error, this.tableId);
    const notice = failureNotice(error);
    this.#attendance.stop();
    this.#play?.halt('failed');
    this.#phase = 'ended';
    this.guard.inBackground(async () => {
      // Nobody is told that their play is saved before it is.
      if (notice.code !== 'storage') await this.#services.log.durable();
      this.close(notice);
    });
  }
}
