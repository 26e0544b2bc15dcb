import type { Episode } from '../../shared/episode.ts';
import type { ActionSpace, GameSpec } from '../../shared/game.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import type { DecisionEvent, LogEvent } from '../../shared/log/events.ts';
import type { VerifiedStep } from '../../shared/log/logVerifier.ts';
import { replay } from '../../shared/log/replay.ts';
import { isSimulated } from '../../shared/simulated.ts';
import { actionHeadFor, type ActionHead } from '../networks/actionHead.ts';
import { emptyInputs, inputWidth, type Inputs } from '../networks/layout.ts';
import { inputSpecs, writeInputs, type InputSpec } from '../rollout/inputs.ts';

/** What one person saw and did in one episode. */
export interface Demonstration {
  readonly participant: string;
  readonly isSimulated: boolean;
  readonly episode: string;
  /** When the episode started, epoch ms. */
  readonly at: number;
  /** T */
  readonly steps: number;
  readonly inputs: InputSpec;
  readonly space: ActionSpace;
  /** Parsed parameters of the game. */
  readonly params: unknown;
  /** [T, width of the inputs] */
  readonly observations: Inputs;
  /** [T, stored] As the game's action head stores decisions. */
  readonly decisions: Float32Array;
  /** [T] 1 where the person chose, 0 where a default or somebody else played. */
  readonly learnable: Uint8Array;
  /** Actions of the seat, and of the other one in games of two. */
  readonly own: readonly DecisionEvent['action'][];
  readonly other: readonly DecisionEvent['action'][] | undefined;
}

/**
 * People can put a slider to its very end, which no squashed Gaussian reaches: such numbers are taken to lie this part
 * of the width inside.
 */
const EDGE = 0.005;

/**
 * The people's side of an episode, its observations simulated again. In a tick game holding nothing is a choice too.
 * @param reads 'features' where the game has lists of them   @throws ReplayDivergence
 */
export function demonstrationsOf(events: readonly LogEvent[]): readonly Demonstration[] {
  const steps: VerifiedStep[] = [];
  const seen: Inputs[] = [];
  let reader: SeatReader | undefined;
  const { header } = replay(events, {
    onStart: ({ game, params, episode }) => {
      reader = new SeatReader(learnableGame(game, params), params);
      seen.push(reader.read(episode));
    },
    onStep: (step, { episode }) => {
      steps.push(step);
      if (reader && episode.status === 'running') seen.push(reader.read(episode));
    },
  });
  const known = reader;
  if (known === undefined) return [];
  const seats = Array.from({ length: known.spec.numSeats }, (_, seat) => seat);
  return seats.flatMap((seat) => {
    const own = steps.map(({ decisions }) => decisions[seat] as DecisionEvent);
    const person = own.find((decision) => isChoice(decision, known.spec))?.controller.id;
    if (person === undefined) return [];
    const learnable = own.map(
      (decision) => decision.controller.id === person && isChoice(decision, known.spec),
    );
    return [
      {
        participant: person,
        isSimulated: isSimulated(person),
        episode: header.episode,
        at: header.at,
        steps: steps.length,
        inputs: known.inputs,
        space: known.spec.actions,
        params: known.params,
        observations: known.sequence(seen, seat, steps.length),
        decisions: known.store(own),
        learnable: Uint8Array.from(learnable, Number),
        own: own.map(({ action }) => action),
        other: seats.length === 2 ? steps.map(({ decisions }) => actionOf(decisions, 1 - seat)) : undefined,
      },
    ];
  });
}

function actionOf(decisions: readonly DecisionEvent[], seat: number): DecisionEvent['action'] {
  return (decisions[seat] as DecisionEvent).action;
}

function isChoice({ controller, source, flags }: DecisionEvent, { pace }: GameSpec): boolean {
  if (controller.kind !== 'human') return false;
  return source === 'input' || (pace.kind === 'ticks' && source === 'default' && flags.length === 0);
}

/** What all seats of a game show, step by step. */
class SeatReader {
  readonly spec: ReturnType<typeof learnableGame>;
  readonly params: unknown;
  readonly inputs: InputSpec;
  readonly #head: ActionHead;

  constructor(spec: ReturnType<typeof learnableGame>, params: unknown) {
    this.spec = spec;
    this.params = params;
    const reads = spec.features === undefined ? 'observation' : 'features';
    this.inputs = inputSpecs({ reads, criticReads: 'the same', sharing: 'separate' }, spec).actor;
    this.#head = actionHeadFor(spec.actions);
  }

  /** [S, width] */
  read(episode: Episode): Inputs {
    const out = emptyInputs(this.inputs, this.spec.numSeats);
    const width = inputWidth(this.inputs);
    for (let seat = 0; seat < this.spec.numSeats; seat += 1)
      writeInputs(episode, seat, out, seat * width, this.inputs);
    return out;
  }

  /** [T, width] of one seat. */
  sequence(seen: readonly Inputs[], seat: number, steps: number): Inputs {
    const width = inputWidth(this.inputs);
    const out = emptyInputs(this.inputs, steps);
    for (let t = 0; t < steps; t += 1)
      out.set((seen[t] as Inputs).subarray(seat * width, (seat + 1) * width), t * width);
    return out;
  }

  /** [T, stored] */
  store(decisions: readonly DecisionEvent[]): Float32Array {
    const out = new Float32Array(decisions.length * this.#head.stored);
    for (const [t, { action }] of decisions.entries())
      this.#head.store(inside(action, this.spec.actions), out, t * this.#head.stored);
    return out;
  }
}

function inside(action: DecisionEvent['action'], space: ActionSpace): DecisionEvent['action'] {
  if (space.kind === 'discrete' || typeof action === 'number') return action;
  const edge = EDGE * (space.high - space.low);
  return action.map((number) => Math.min(space.high - edge, Math.max(space.low + edge, number)));
}
