import type { Clock } from '../../../shared/clock.ts';
import type { ActionSpace } from '../../../shared/game.ts';
import type { Choice } from '../../../shared/player.ts';
import type { AgentAnswer, AgentPlayer } from '../../players/program.ts';

/** One decision of a shadow beside that of the agent that played. */
export interface Comparison {
  /** `missed`: too late, or not there yet when the table had gone on; `failed`: it could not decide. */
  readonly kind: 'answered' | 'missed' | 'failed';
  /** How much longer it took than the agent that played; null if it did not answer. */
  readonly msLonger: number | null;
  /** What is common to both, 0 to 1: 1 is the same policy here. Null where it did not answer. */
  readonly agreement: number | null;
}

export interface ShadowedOptions {
  readonly live: AgentPlayer;
  readonly shadow: AgentPlayer;
  readonly clock: Clock;
  /** What both choose from. */
  readonly actions: ActionSpace;
  readonly onComparison: (comparison: Comparison) => void;
}

/** What takes longer would have been replaced by the fallback at most tables. */
const LATE_MS = 1000;
/** Who is asked about a later step before that has been given no time to answer: nothing can be said. */
const FAIR_MS = 60;

/**
 * The live agent in its seat, and a shadow that is asked the same, in the form that it reads, and never played. What the
 * table gets, and when, does not depend on the shadow.
 */
export function shadowedPlayer({ live, shadow, clock, actions, onComparison }: ShadowedOptions): AgentPlayer {
  return {
    reads: live.reads,
    ...(shadow.reads !== live.reads && { shadowReads: shadow.reads }),
    ask(step, observation, shadowObservation = observation) {
      const askedAt = clock.now();
      const timed = async (answer: Promise<AgentAnswer>) => ({
        answer: await answer,
        ms: clock.now() - askedAt,
      });
      const answer = live.ask(step, observation);
      void Promise.all([timed(answer), timed(shadow.ask(step, shadowObservation))]).then(
        ([played, shadowed]) => {
          const comparison = compare(played, shadowed, actions);
          if (comparison) onComparison(comparison);
        },
      );
      return answer;
    },
  };
}

interface Timed {
  readonly answer: AgentAnswer;
  readonly ms: number;
}

/** @returns undefined where nothing can be said: the agent that played was late itself or could not decide, or the table went on at once */
function compare(played: Timed, shadowed: Timed, actions: ActionSpace): Comparison | undefined {
  if (played.answer.kind !== 'chosen' || played.ms > LATE_MS) return undefined;
  const { answer, ms } = shadowed;
  if (answer.kind === 'failed') return { kind: 'failed', msLonger: null, agreement: null };
  if (answer.kind === 'superseded')
    return ms < FAIR_MS ? undefined : { kind: 'missed', msLonger: null, agreement: null };
  return {
    kind: ms > LATE_MS ? 'missed' : 'answered',
    msLonger: ms - played.ms,
    agreement: common(played.answer.choice, answer.choice, actions),
  };
}

/**
 * Discrete: sum of the smaller of both probabilities of each action, 1 less the total variation distance. Box: 1 less the
 * distance of both actions, in shares of the box, mean over its sides.
 */
function common(a: Choice, b: Choice, actions: ActionSpace): number {
  if (a.probabilities && b.probabilities) {
    const { probabilities } = b;
    return a.probabilities.reduce((sum, p, action) => sum + Math.min(p, probabilities[action] ?? 0), 0);
  }
  if (actions.kind === 'discrete') return a.action === b.action ? 1 : 0;
  const [one, other] = [a.action, b.action] as readonly (readonly number[])[];
  const apart = actions.names.reduce(
    (sum, _, side) => sum + Math.abs((one?.[side] ?? 0) - (other?.[side] ?? 0)),
    0,
  );
  return 1 - apart / (actions.names.length * (actions.high - actions.low));
}
