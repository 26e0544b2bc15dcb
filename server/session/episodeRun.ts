import type { Clock, EpochMs } from '../../shared/clock.ts';
import { startEpisode, type Episode, type EpisodeStatus } from '../../shared/episode.ts';
import type { Action, SeatIndex } from '../../shared/game.ts';
import {
  LOG_SCHEMA,
  type ControllerTag,
  type DecisionEvent,
  type EndReason,
  type EpisodeEnded,
} from '../../shared/log/events.ts';
import type { Choice } from '../../shared/player.ts';
import type { Seed } from '../../shared/random.ts';
import { seatPlayer } from '../../shared/seatedPlayer.ts';
import type { AgentProgram, ScriptProgram } from '../players/program.ts';
import { AgentSeat } from './agentSeat.ts';
import type { DurableLog } from './durableLog.ts';
import { paceText } from './programPace.ts';
import { agentOf, controllerOf, type Seat } from './seat.ts';
import { renewPrograms } from './seating.ts';
import type { TableMonitor } from './tablePort.ts';
import { DEFAULT_ACTION, type TableSpec } from './tableSpec.ts';

export interface EpisodeRunOptions {
  readonly id: string;
  readonly seed: Seed;
  readonly spec: TableSpec;
  /** The table's own seats, which change while the episode runs. */
  readonly seats: readonly Seat[];
  readonly log: DurableLog;
  readonly clock: Clock;
  readonly monitor: Pick<TableMonitor, 'agentReplaced'>;
  readonly codeVersion: string;
}

/** What a person did, before anything follows from it. */
export interface PersonMove extends Pick<Choice, 'action'> {
  readonly tShown: EpochMs | null;
  readonly tInput: EpochMs | null;
  readonly flags: readonly string[];
}

/** One episode at a table: decisions in, log rows out, one step at a time. Knows neither pace nor people. */
export class EpisodeRun {
  readonly id: string;
  readonly episode: Episode;
  /** How it ended; null while it runs. */
  ended: EpisodeEnded | null = null;
  readonly #options: EpisodeRunOptions;
  /** Decisions of this step that stand in the log already, by seat. */
  readonly #decided: (Action | undefined)[];

  constructor(options: EpisodeRunOptions) {
    const { id, seed, spec, seats, log, clock, codeVersion } = options;
    this.id = id;
    this.#options = options;
    this.episode = startEpisode({ game: spec.game, params: spec.params, seed });
    this.#decided = seats.map(() => undefined);
    renewPrograms(seats, { seed, params: spec.params, study: spec.setup.study ?? null });
    for (const seat of seats) this.#seatProgram(seat);
    log.append([
      {
        kind: 'episode.started',
        schema: LOG_SCHEMA,
        episode: id,
        game: spec.game.id,
        params: spec.params,
        rulesVersion: spec.game.rulesVersion,
        seed,
        steps: null,
        codeVersion,
        occupants: seats.map((seat) => ({ seat: seat.index, controller: controllerOf(seat) })),
        condition: conditionOf(spec),
        at: clock.now(),
      },
    ]);
  }

  hasDecided(seat: SeatIndex): boolean {
    return this.#decided[seat] !== undefined;
  }

  /** Logs a person's decision for the present step. */
  decide(seat: Seat, move: PersonMove): void {
    this.#append(seat, { ...move, source: 'input' });
  }

  /** Resolves the step: whoever has not decided is decided for; then rewards, and the end if this was the last. */
  resolve(): EpisodeStatus {
    for (const seat of this.#options.seats) if (!this.hasDecided(seat.index)) this.#decideFor(seat);
    const { step, rewards, status } = this.episode.advance(this.#decided as Action[]);
    this.#decided.fill(undefined);
    const { log, clock } = this.#options;
    log.append([
      {
        kind: 'rewards',
        episode: this.id,
        step,
        rewards: [...rewards],
        returns: [...this.episode.returns],
        at: clock.now(),
      },
    ]);
    if (status !== 'running') this.end(status);
    return status;
  }

  /** Logs the end. Later calls change nothing: the first reason stands. */
  end(reason: EndReason): void {
    if (this.ended) return;
    const { log, clock } = this.#options;
    this.ended = {
      kind: 'episode.ended',
      episode: this.id,
      steps: this.episode.step,
      reason,
      returns: [...this.episode.returns],
      at: clock.now(),
    };
    log.append([this.ended]);
  }

  /** A program takes the seat of an absent person. */
  standIn(seat: Seat, program: ScriptProgram, reason: 'dropped' | 'left'): void {
    const from = controllerOf(seat);
    seat.player = this.#player(seat, program);
    seat.standIn = program;
    this.#seatChanged(seat, from, reason);
  }

  /** The person is back and takes the seat over from the stand-in. */
  handBack(seat: Seat): void {
    const from = controllerOf(seat);
    seat.player = undefined;
    seat.standIn = undefined;
    this.#seatChanged(seat, from, 'returned');
  }

  #seatProgram(seat: Seat): void {
    const program = seat.occupant.kind === 'program' ? seat.occupant.program : undefined;
    seat.player = program?.kind === 'script' ? this.#player(seat, program) : undefined;
    seat.agent = program?.kind === 'agent' ? this.#agent(seat, program) : undefined;
  }

  #agent(seat: Seat, program: AgentProgram): AgentSeat {
    const { spec, seed } = this.#options;
    const { fallback } = spec.agents;
    return new AgentSeat(seat.index, program.begin({ seed, seat: seat.index }), {
      name: fallback?.ref ?? DEFAULT_ACTION,
      player: fallback && this.#player(seat, fallback),
    });
  }

  #player(seat: Seat, { definition, options }: ScriptProgram) {
    const { spec, seed } = this.#options;
    return seatPlayer({
      definition,
      options,
      params: spec.params,
      spec: this.episode.spec,
      seat: seat.index,
      seed,
    });
  }

  #decideFor(seat: Seat): void {
    const { defaultAction } = this.episode.spec;
    const nobody = { tShown: null, tInput: null };
    if (seat.agent) {
      const move = seat.agent.take(this.episode);
      if (move.source === 'default') this.#options.monitor.agentReplaced(agentOf(seat));
      this.#append(seat, { ...nobody, ...move });
    } else if (seat.player) {
      const source = seat.standIn ? 'takeover' : 'script';
      this.#append(seat, { ...nobody, ...seat.player.choose(this.episode), flags: [], source });
    } else {
      const flags = seat.presence === 'here' ? [] : [seat.presence === 'left' ? 'away' : seat.presence];
      this.#append(seat, { ...nobody, action: defaultAction, flags, source: 'default' });
    }
  }

  #append(seat: Seat, move: PersonMove & Choice & { readonly source: DecisionEvent['source'] }): void {
    this.#decided[seat.index] = move.action;
    this.#options.log.append([
      {
        kind: 'decision',
        episode: this.id,
        step: this.episode.step,
        seat: seat.index,
        controller: controllerOf(seat),
        action: typeof move.action === 'number' ? move.action : [...move.action],
        source: move.source,
        tShown: move.tShown,
        tInput: move.tInput,
        tServer: this.#options.clock.now(),
        roundTripMs: seat.occupant.kind === 'person' && !seat.standIn ? seat.roundTripMs : null,
        flags: [...move.flags],
        ...(move.probabilities === undefined ? {} : { probabilities: [...move.probabilities] }),
        ...(move.value === undefined ? {} : { value: move.value }),
      },
    ]);
  }

  #seatChanged(seat: Seat, from: ControllerTag, reason: 'dropped' | 'returned' | 'left'): void {
    const { log, clock } = this.#options;
    const step = this.episode.step + (this.hasDecided(seat.index) ? 1 : 0);
    log.append([
      {
        kind: 'seat.changed',
        episode: this.id,
        step,
        seat: seat.index,
        from,
        to: controllerOf(seat),
        reason,
        at: clock.now(),
      },
    ]);
  }
}

/** The settings of the table that a study may vary. */
function conditionOf({ setup, turnMs, gameSpec, programPace, agents }: TableSpec) {
  return {
    preset: setup.preset ?? null,
    study: setup.study ?? null,
    visibility: setup.visibility,
    partners: setup.partners,
    onDrop: setup.onDrop,
    graceSeconds: setup.graceSeconds,
    guided: setup.guided,
    fillAfterSeconds: setup.fillAfterSeconds ?? null,
    programPace: paceText(programPace),
    agentDeadlineMs: agents.deadlineMs,
    agentFallback: agents.fallback?.ref ?? DEFAULT_ACTION,
    pace: gameSpec.pace.kind,
    turnSeconds: gameSpec.pace.kind === 'turns' ? turnMs / 1000 : null,
    ticksPerSecond: gameSpec.pace.kind === 'ticks' ? gameSpec.pace.perSecond : null,
  };
}
