import { actionFault } from './action.ts';
import type { Episode } from './episode.ts';
import { observationBuffer, type Action, type GameSpec, type SeatIndex } from './game.ts';
import type { AnyPlayer, Choice, PlayerStart } from './player.ts';
import { RandomStream, type Seed } from './random.ts';

export interface SeatingOptions {
  readonly definition: AnyPlayer;
  /** Raw input of the player's own schema; left out: its defaults. */
  readonly options?: unknown;
  /** Already parsed by the game. */
  readonly params: unknown;
  readonly spec: GameSpec;
  readonly seat: SeatIndex;
  readonly seed: Seed;
  /** What it remembers of the episode so far; left out: it begins. */
  readonly memory?: unknown;
}

/** A programmed player in one seat of one episode, together with what it remembers. */
export interface SeatedPlayer {
  readonly definition: AnyPlayer;
  readonly seat: SeatIndex;
  /** What it will have at its next turn. */
  readonly memory: unknown;
  /**
   * Its choice at the episode's present step. Call it once a step: it carries the memory on.
   * @throws whatever the player throws; RangeError if its action lies outside the space
   */
  choose(episode: Episode): Choice;
  /** The action of `choose`: call one of them, not both. */
  decide(episode: Episode): Action;
}

/**
 * Seats a player. One that takes a seat over in the middle of an episode begins with an empty memory, but its
 * random numbers are those of (seed, 'player <seat>', step) all the same.
 * @throws ZodError if the options do not fit
 */
export function seatPlayer(seating: SeatingOptions): SeatedPlayer {
  const { definition, options, params, spec, seat, seed } = seating;
  const start: PlayerStart = { params, spec, seat, options: definition.options.parse(options ?? {}) };
  const randomness = new RandomStream(seed, `player ${seat}`);
  const look = eyesOf(definition, spec, seat);
  let memory = 'memory' in seating ? seating.memory : definition.begin(start);
  const choose = (episode: Episode): Choice => {
    const rng = randomness.moveTo(episode.step);
    const decision = definition.decide({ ...start, step: episode.step, view: look(episode), memory, rng });
    const fault = actionFault(spec.actions, decision.action);
    if (fault !== undefined) throw new RangeError(`player ${definition.name} in seat ${seat}: ${fault}`);
    memory = decision.memory;
    return decision;
  };
  return {
    definition,
    seat,
    get memory() {
      return memory;
    },
    choose,
    decide: (episode) => choose(episode).action,
  };
}

/** Of any game: there are no more features than this. */
const features = new Uint16Array(0xffff);

let lastView: { readonly episode: Episode; readonly step: number; readonly view: unknown } | undefined;

/** Of the last state that was asked for: several players of one table may see everything. */
function everything(episode: Episode): unknown {
  if (lastView?.episode !== episode || lastView.step !== episode.step)
    lastView = { episode, step: episode.step, view: episode.view('spectator') };
  return lastView.view;
}

function eyesOf({ sees }: AnyPlayer, spec: GameSpec, seat: SeatIndex): (episode: Episode) => unknown {
  if (sees === 'everything') return everything;
  if (sees === 'seat') return (episode) => episode.view(seat);
  if (sees === 'features') return (episode) => features.subarray(0, episode.features(seat, features, 0));
  const observation = observationBuffer(spec);
  return (episode) => {
    episode.observe(seat, observation);
    return observation;
  };
}
