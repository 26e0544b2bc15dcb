import { actionFault } from '../../shared/action.ts';
import type { EpochMs } from '../../shared/clock.ts';
import type { EndReason } from '../../shared/log/events.ts';
import type { EndedUpdate, TableRequest, TurnUpdate } from '../../shared/protocol/table.ts';
import type { EpisodeRun } from './episodeRun.ts';
import { programDelayMs } from './programPace.ts';
import { ProgramTurns } from './programTurns.ts';
import type { Guard } from './guard.ts';
import type { PaceHost } from './pace.ts';
import { DONE, refuse, type Answer } from './refusal.ts';
import type { Seat } from './seat.ts';
import type { Receiver, TablePort } from './tablePort.ts';
import type { TableServices } from './tableServices.ts';
import type { TableSpec } from './tableSpec.ts';
import { TickPace } from './tickPace.ts';
import { TurnPace } from './turnPace.ts';

export interface PlayOptions {
  readonly run: EpisodeRun;
  readonly spec: TableSpec;
  readonly seats: readonly Seat[];
  readonly services: TableServices;
  readonly port: TablePort;
  readonly guard: Guard;
  /** The episode is over and its end is durable. */
  readonly onFinished: () => void;
}

/** An episode being played: its run, its pace, and what people see of both. */
export class Play {
  readonly run: EpisodeRun;
  readonly #options: PlayOptions;
  readonly #pace: TurnPace | TickPace;
  /** Something is decided but not yet durable: nobody may see what follows from it. */
  #committing = true;
  #finished = false;

  constructor(options: PlayOptions) {
    this.#options = options;
    this.run = options.run;
    this.#pace = this.#createPace();
  }

  /** Shows the first situation and lets people move. */
  async start(): Promise<void> {
    await this.#options.services.log.durable();
    this.#committing = false;
    if (!this.run.ended) this.#pace.start();
    this.#show();
  }

  move(seat: Seat, request: TableRequest<'move'>): Answer | Promise<Answer> {
    const { episode } = this.run;
    if (!(this.#pace instanceof TurnPace))
      return refuse('not-allowed', 'this game is played by holding keys');
    if (this.run.hasDecided(seat.index) && request.step === episode.step)
      return refuse('already-moved', `seat ${seat.index} has moved in step ${request.step}`);
    if (request.step !== episode.step || !this.#pace.isOpen)
      return refuse('wrong-step', `expected a move for step ${episode.step}, got one for ${request.step}`);
    const fault = actionFault(episode.spec.actions, request.action);
    if (fault !== undefined) return refuse('bad-action', fault);
    const { action, tShown, tInput } = request;
    this.#pace.move(seat, { action, tShown, tInput, flags: [] });
    return this.#options.services.log.durable().then(() => DONE);
  }

  hold(seat: Seat, request: TableRequest<'hold'>): Answer {
    if (!(this.#pace instanceof TickPace)) return refuse('not-allowed', 'this game is played in turns');
    const { action, tShown, tInput } = request;
    if (action === null) {
      this.#pace.hold(seat, null);
      return DONE;
    }
    const fault = actionFault(this.run.episode.spec.actions, action);
    if (fault !== undefined) return refuse('bad-action', fault);
    this.#pace.hold(seat, { action, tShown, tInput, at: this.#options.services.clock.now() });
    return DONE;
  }

  /** The seat's person went away, came back, or was replaced. */
  presenceChanged(seat: Seat): void {
    if (seat.presence !== 'here') this.#pace.release(seat);
    this.#pace.reconsider();
  }

  /** Ends the episode before its rules do. */
  async end(reason: EndReason): Promise<void> {
    this.#pace.stop();
    this.run.end(reason);
    await this.#options.services.log.durable();
    this.#finish();
  }

  /** Stops the clock at once, without a word to anybody. */
  halt(reason: EndReason): void {
    this.#finished = true;
    this.#pace.stop();
    this.run.end(reason);
  }

  sendTurn(to: Receiver): void {
    const { port } = this.#options;
    if (!this.#committing && port.reaches(to)) port.send(to, 'turn', this.#turn(to));
  }

  sendEnded(to: Receiver): void {
    const { ended } = this.run;
    if (!ended || !this.#finished || !this.#options.port.reaches(to)) return;
    const update: EndedUpdate = {
      episode: this.run.id,
      reason: ended.reason,
      steps: ended.steps,
      returns: ended.returns,
    };
    this.#options.port.send(to, 'ended', update);
  }

  #turn(to: Receiver): TurnUpdate {
    const { id, episode, ended } = this.run;
    return {
      episode: id,
      step: episode.step,
      view: episode.view(to === 'watchers' ? 'spectator' : to),
      status: episode.status,
      moved: to !== 'watchers' && this.run.hasDecided(to),
      deadline: ended ? null : Math.round(this.#pace.deadline),
      serverTime: this.#options.services.clock.now(),
    };
  }

  #show(): void {
    const { seats } = this.#options;
    for (const seat of seats) if (seat.occupant.kind === 'person') this.sendTurn(seat.index);
    this.sendTurn('watchers');
    if (this.run.ended) this.#finish();
  }

  #finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    for (const seat of this.#options.seats) if (seat.occupant.kind === 'person') this.sendEnded(seat.index);
    this.sendEnded('watchers');
    this.#options.onFinished();
  }

  #createPace(): TurnPace | TickPace {
    const { run, spec, seats, services, guard } = this.#options;
    const host = this.#paceHost();
    const { clock, monitor } = services;
    const programs = new ProgramTurns({
      run,
      seats,
      clock,
      guard,
      monitor,
      agentDeadlineMs: spec.agents.deadlineMs,
      delayMs: ({ index }) => programDelayMs(spec.programPace, run.episode.seed, index, run.episode.step),
    });
    const shared = { run, seats, clock, host, guard, programs };
    const { pace } = spec.gameSpec;
    return pace.kind === 'turns'
      ? new TurnPace({ ...shared, turnMs: spec.turnMs })
      : new TickPace({ ...shared, ticksPerSecond: pace.perSecond });
  }

  #paceHost(): PaceHost {
    const { services, seats } = this.#options;
    return {
      commit: async () => {
        this.#committing = true;
        const status = this.run.resolve();
        await services.log.durable();
        this.#committing = false;
        services.monitor.stepped(seats.length);
        return status === 'running' && !this.run.ended;
      },
      show: (inputAt: EpochMs | undefined) => {
        if (this.#finished) return;
        this.#show();
        if (inputAt !== undefined) services.monitor.decisionTook(services.clock.now() - inputAt);
      },
      tickWasLate: (ms) => services.monitor.tickWasLate(ms),
    };
  }
}
