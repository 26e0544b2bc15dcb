import { actionFault } from '../../shared/action.ts';
import type { Episode } from '../../shared/episode.ts';
import { observationBuffer, type SeatIndex } from '../../shared/game.ts';
import type { DecisionEvent } from '../../shared/log/events.ts';
import type { Choice } from '../../shared/player.ts';
import type { SeatedPlayer } from '../../shared/seatedPlayer.ts';
import type { AgentAnswer, AgentPlayer, AgentReads } from '../players/program.ts';

/** What plays when an agent does not. */
export interface Fallback {
  /** 'default-action', or the reference of the program. */
  readonly name: string;
  /** Undefined: the default action. */
  readonly player: SeatedPlayer | undefined;
}

/** What the seat does in the present step, and how that came about. */
export interface AgentMove extends Choice {
  readonly source: DecisionEvent['source'];
  readonly flags: readonly string[];
}

/** Room for the longest list of any game; copied at once. */
const features = new Uint16Array(0xffff);

/** A trained agent in a seat: asked when a step opens, and replaced for that step if it has not answered in the end. */
export class AgentSeat {
  readonly #seat: SeatIndex;
  readonly #player: AgentPlayer;
  readonly #fallback: Fallback;
  #observation: Float32Array | Uint8Array | undefined;
  #step = -1;
  #answer: AgentAnswer | undefined;

  constructor(seat: SeatIndex, player: AgentPlayer, fallback: Fallback) {
    this.#seat = seat;
    this.#player = player;
    this.#fallback = fallback;
  }

  /** It has said what it does in the step that it was asked about last, or that it cannot. */
  get hasAnswered(): boolean {
    return this.#answer !== undefined;
  }

  /**
   * Asks about the episode's present step.
   * @param isLate asked when the answer comes: one that is late is lost, even if the step is still open
   * @returns whether the answer counts
   */
  async ask(episode: Episode, isLate: () => boolean = () => false): Promise<boolean> {
    const { step } = episode;
    this.#step = step;
    this.#answer = undefined;
    const { reads, shadowReads } = this.#player;
    const shadow = shadowReads === undefined ? undefined : this.#look(episode, shadowReads);
    const answer = await this.#player.ask(step, this.#look(episode, reads), shadow);
    if (this.#step !== step || isLate()) return false;
    this.#answer = checked(answer, episode);
    return true;
  }

  #look(episode: Episode, reads: AgentReads): ArrayLike<number> {
    if (reads === 'features') return features.subarray(0, episode.features(this.#seat, features, 0));
    this.#observation ??= observationBuffer(episode.spec);
    episode.observe(this.#seat, this.#observation);
    return this.#observation;
  }

  /** The move for the episode's present step: the agent's, or the fallback's. Call it once a step. */
  take(episode: Episode): AgentMove {
    const answer = this.#step === episode.step ? this.#answer : undefined;
    // An answer that comes from now on is late.
    this.#step = -1;
    this.#answer = undefined;
    if (answer?.kind === 'chosen') return { ...answer.choice, source: 'script', flags: [] };
    const { name, player } = this.#fallback;
    return {
      action: player ? player.decide(episode) : episode.spec.defaultAction,
      source: 'default',
      flags: [answer?.kind === 'failed' ? 'agent_failed' : 'agent_timeout', `fallback:${name}`],
    };
  }
}

/** What a broken network says must not end the table, nor spoil its log. */
function checked(answer: AgentAnswer, { spec }: Episode): AgentAnswer {
  if (answer.kind !== 'chosen') return answer;
  const { action, probabilities = [], value = 0 } = answer.choice;
  const fault = actionFault(spec.actions, action);
  if (fault !== undefined) return { kind: 'failed', why: fault };
  if ([...probabilities, value].every(Number.isFinite)) return answer;
  return { kind: 'failed', why: `expected finite numbers, got ${JSON.stringify(answer.choice)}` };
}
