import type { Episode } from '../../shared/episode.ts';
import type { AnyGame, SeatIndex } from '../../shared/game.ts';
import { gameById } from '../../shared/games/registry.ts';
import { pick, RandomStream, shuffle, type Seed } from '../../shared/random.ts';
import type { Contestant } from './contestants.ts';
import { episodeSeed } from './episodeSeed.ts';
import { equality } from './measures/equality.ts';
import { HarvestWitness, type HarvestMeasures } from './measures/harvestWitness.ts';
import { SustainabilityWitness } from './measures/sustainability.ts';
import { playTables, type Witness } from './playTables.ts';
import type { Scenario } from './scenarios/scenario.ts';

export interface EvaluateOptions {
  readonly scenario: Scenario;
  readonly focal: Contestant;
  /** Who may sit in the other seats; one that stands here twice comes twice as often. */
  readonly background: readonly Contestant[];
  readonly episodes: number;
  readonly seed: Seed;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** An episode of which this is true is left; see playTables. */
  readonly isSettled?: (episode: Episode) => boolean;
  /** Sees these episodes too. */
  readonly watch?: (index: number) => Witness | undefined;
  readonly lanes?: number;
  readonly breathe?: (done: number) => Promise<'go-on' | 'stop'>;
}

/** One episode of a scenario. */
export interface ScenarioEpisode {
  readonly seed: Seed;
  readonly steps: number;
  /** In order. */
  readonly focalSeats: readonly SeatIndex[];
  /** [seat] reference of who sat there. */
  readonly players: readonly string[];
  /** [seat], undiscounted. */
  readonly returns: readonly number[];
  /** Over all seats. */
  readonly equality: number | null;
  /** Over all seats. */
  readonly sustainability: number | null;
  /** In Commons Harvest. */
  readonly harvest: HarvestMeasures | null;
}

/** Who sits where in one episode. */
export interface Seating {
  readonly focalSeats: readonly SeatIndex[];
  /** [seat] */
  readonly seats: readonly Contestant[];
}

/**
 * Plays a scenario. Episode i starts from `episodeSeed(seed, i)`, and who sits where is drawn from that alone, so all
 * focals meet the same starts and the same background.
 * @returns in order, or undefined if it was told to stop
 * @throws RangeError if the scenario does not fit its game; and whatever a player throws
 */
export async function evaluateScenario(
  options: EvaluateOptions,
): Promise<readonly ScenarioEpisode[] | undefined> {
  const { scenario, episodes, seed } = options;
  const game = gameById(scenario.game);
  const params = game.params.parse(scenario.params);
  const { numSeats } = game.spec(params);
  const settings = Array.from({ length: episodes }, (_, index) => {
    const own = episodeSeed(seed, index);
    return { seed: own, ...seatingOf(options, numSeats, own), ...witnessesOf(game, numSeats) };
  });
  const played = await playTables({
    ...options,
    game,
    params,
    tables: episodes,
    ...(scenario.steps === undefined ? {} : { steps: scenario.steps }),
    setting(index) {
      const { seed, seats, sustainability, harvest } = settings[index] as (typeof settings)[number];
      const witnesses = [sustainability, harvest, options.watch?.(index)].filter((one) => one !== undefined);
      return { seed, seats: seats.map(({ controller }) => controller), witness: together(witnesses) };
    },
  });
  return played?.map(({ steps, returns }, index): ScenarioEpisode => {
    const { seed, focalSeats, seats, ...witness } = settings[index] as (typeof settings)[number];
    return {
      seed,
      steps,
      focalSeats,
      players: seats.map(({ ref }) => ref),
      returns,
      equality: equality(returns),
      sustainability: witness.sustainability.sustainability,
      harvest: witness.harvest?.measures ?? null,
    };
  });
}

/** @throws RangeError if a seat would stay empty or the game lacks a focal seat */
export function seatingOf(
  { scenario, focal, background }: Pick<EvaluateOptions, 'scenario' | 'focal' | 'background'>,
  numSeats: number,
  episodeSeed: Seed,
): Seating {
  const rng = new RandomStream(episodeSeed, 'background');
  const all = Array.from({ length: numSeats }, (_, seat) => seat);
  const focalSeats = focalSeatsOf(scenario, all, rng);
  if (background.length === 0 && focalSeats.length < numSeats) {
    throw new RangeError(`expected a background for ${scenario.id}, got none`);
  }
  return {
    focalSeats,
    seats: all.map((seat) => (focalSeats.includes(seat) ? focal : pick(rng, background))),
  };
}

function focalSeatsOf({ id, focal }: Scenario, all: readonly number[], rng: RandomStream): readonly number[] {
  if (focal === 'all') return all;
  const seats = 'drawn' in focal ? shuffle(rng, [...all]).slice(0, focal.drawn) : focal.seats;
  const wanted = 'drawn' in focal ? focal.drawn : focal.seats.length;
  if (seats.length < wanted || seats.some((seat) => seat >= all.length)) {
    throw new RangeError(
      `${id}: expected focal seats within ${all.length} seats, got ${JSON.stringify(focal)}`,
    );
  }
  return seats.toSorted((a, b) => a - b);
}

function witnessesOf(game: AnyGame, numSeats: number) {
  return {
    sustainability: new SustainabilityWitness(),
    harvest: game.id === 'harvest' ? new HarvestWitness(numSeats) : undefined,
  };
}

function together(witnesses: readonly Witness[]): Witness {
  return {
    started: (episode) => witnesses.forEach((witness) => witness.started?.(episode)),
    stepped: (result, episode) => witnesses.forEach((witness) => witness.stepped(result, episode)),
  };
}
