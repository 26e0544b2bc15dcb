import { actionFault } from '../action.ts';
import { startEpisode, type Episode, type StepResult } from '../episode.ts';
import type { Action, AnyGame, GameSpec } from '../game.ts';
import { gameById } from '../games/registry.ts';
import { ReplayDivergence, type DivergenceDetail } from './divergence.ts';
import type { DecisionEvent, EpisodeEnded, EpisodeStarted, LogEvent, RewardsEvent } from './events.ts';

/** A step of a log whose rewards and returns are those of the rules. */
export interface VerifiedStep extends StepResult {
  /** By seat. */
  readonly decisions: readonly DecisionEvent[];
  /** Undiscounted, up to and including this step. */
  readonly returns: readonly number[];
}

export interface VerifierOptions {
  /** Finds the rules by their id; left out: the registry. @throws RangeError if there is no such game */
  readonly gameOf?: (id: string) => AnyGame;
  /** See EpisodeOptions. */
  readonly states?: 'recycled' | 'kept';
}

/**
 * Takes the events of one episode in order and plays them again. Throws ReplayDivergence at the first event
 * that cannot stand where it stands or says something else than the rules.
 */
export class LogVerifier {
  readonly header: EpisodeStarted;
  readonly game: AnyGame;
  /** Parsed by the game. */
  readonly params: unknown;
  readonly episode: Episode;
  end: EpisodeEnded | undefined;
  /** Decisions of the present step, by seat. */
  #pending: (DecisionEvent | undefined)[];

  /** @throws ReplayDivergence unless the first event starts an episode of rules that this code has */
  constructor(first: LogEvent | undefined, options: VerifierOptions = {}) {
    this.header = headerOf(first);
    this.game = rulesOf(this.header, options.gameOf ?? gameById);
    const { data: params, error } = this.game.params.safeParse(this.header.params);
    if (error) throw new ReplayDivergence({ kind: 'params', step: 0, message: error.message });
    const { seed, steps } = this.header;
    this.params = params;
    this.episode = startEpisode({
      game: this.game,
      params,
      seed,
      ...(steps === null ? {} : { steps }),
      states: options.states ?? 'recycled',
    });
    this.#pending = this.#noDecisions();
  }

  get spec(): GameSpec {
    return this.episode.spec;
  }

  /** @returns the step that this event completed, if it completed one */
  take(event: LogEvent): VerifiedStep | undefined {
    if (this.end)
      this.#diverge({ kind: 'order', message: `expected nothing after the end, got ${event.kind}` });
    if (event.episode !== this.header.episode) {
      this.#diverge({
        kind: 'order',
        message: `expected events of episode ${this.header.episode}, got ${event.kind} of ${event.episode}`,
      });
    }
    switch (event.kind) {
      case 'episode.started':
        this.#diverge({ kind: 'order', message: 'expected one episode.started, got a second' });
        break;
      case 'decision':
        this.#takeDecision(event);
        break;
      case 'rewards':
        return this.#takeRewards(event);
      case 'seat.changed':
        this.#checkSeat(event.seat, event.kind);
        break;
      case 'episode.ended':
        this.#takeEnd(event);
        break;
    }
    return undefined;
  }

  #takeDecision(event: DecisionEvent): void {
    const { seat } = event;
    this.#checkStep(event);
    this.#checkSeat(seat, 'decision');
    if (this.#pending[seat]) {
      this.#diverge({ kind: 'order', seat, message: 'expected one decision, got a second' });
    }
    const fault = actionFault(this.spec.actions, event.action);
    if (fault !== undefined) this.#diverge({ kind: 'action', seat, message: `action: ${fault}` });
    this.#pending[seat] = event;
  }

  #takeRewards(event: RewardsEvent): VerifiedStep {
    this.#checkStep(event);
    const missing = this.#pending.findIndex((decision) => decision === undefined);
    if (missing >= 0) {
      this.#diverge({ kind: 'missing-decision', seat: missing, message: 'expected a decision, got none' });
    }
    const decisions = this.#pending as DecisionEvent[];
    const result = this.episode.advance(decisions.map((decision): Action => decision.action));
    const returns = [...this.episode.returns];
    compare(result.step, 'reward', result.rewards, event.rewards);
    compare(result.step, 'return', returns, event.returns);
    this.#pending = this.#noDecisions();
    return { ...result, decisions, returns };
  }

  #takeEnd(event: EpisodeEnded): void {
    const { step, status } = this.episode;
    if (event.steps !== step) {
      this.#diverge({ kind: 'end', message: `expected an end after ${step} steps, got ${event.steps}` });
    }
    const byRules = event.reason === 'terminated' || event.reason === 'truncated';
    if (byRules && event.reason !== status) {
      this.#diverge({ kind: 'end', message: `expected an episode that is ${status}, got ${event.reason}` });
    }
    compare(step, 'return', this.episode.returns, event.returns);
    this.end = event;
  }

  #checkStep({ kind, step }: DecisionEvent | RewardsEvent): void {
    if (this.episode.status !== 'running') {
      this.#diverge({
        kind: 'order',
        message: `expected the end, as the episode is ${this.episode.status}, got ${kind} of step ${step}`,
      });
    }
    if (step !== this.episode.step) {
      this.#diverge({
        kind: 'order',
        message: `expected events of step ${this.episode.step}, got ${kind} of step ${step}`,
      });
    }
  }

  #checkSeat(seat: number, what: string): void {
    if (seat >= this.spec.numSeats) {
      this.#diverge({
        kind: 'order',
        message: `expected a seat from 0 to ${this.spec.numSeats - 1}, got ${what} of seat ${seat}`,
      });
    }
  }

  #noDecisions(): undefined[] {
    return Array.from({ length: this.spec.numSeats }, () => undefined);
  }

  #diverge(detail: Omit<DivergenceDetail, 'step'>): never {
    throw new ReplayDivergence({ step: this.episode.step, ...detail });
  }
}

function headerOf(first: LogEvent | undefined): EpisodeStarted {
  if (first?.kind === 'episode.started') return first;
  const message = `expected episode.started first, got ${first ? first.kind : 'an empty log'}`;
  throw new ReplayDivergence({ kind: 'order', step: 0, message });
}

function rulesOf(header: EpisodeStarted, gameOf: (id: string) => AnyGame): AnyGame {
  let game: AnyGame;
  try {
    game = gameOf(header.game);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ReplayDivergence({ kind: 'unknown-game', step: 0, message });
  }
  if (game.rulesVersion !== header.rulesVersion) {
    throw new ReplayDivergence({
      kind: 'rules-version',
      step: 0,
      message:
        `expected rules version ${game.rulesVersion} of ${game.id}, which this code has, got a log of version ` +
        `${header.rulesVersion}; replay it with code version ${header.codeVersion}`,
    });
  }
  return game;
}

/** Exactly: doubles survive JSON unchanged. */
function compare(
  step: number,
  kind: 'reward' | 'return',
  expected: readonly number[],
  got: readonly number[],
): void {
  if (expected.length !== got.length) {
    throw new ReplayDivergence({
      kind,
      step,
      message: `expected ${expected.length} ${kind}s, got ${got.length}`,
    });
  }
  const seat = expected.findIndex((value, index) => value !== got[index]);
  if (seat >= 0) {
    throw new ReplayDivergence({
      kind,
      step,
      seat,
      message: `${kind}: expected ${expected[seat]} by the rules, got ${got[seat]} in the log`,
    });
  }
}
