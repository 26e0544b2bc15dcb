import { randomAction } from '../../shared/action.ts';
import { startEpisode, type Episode } from '../../shared/episode.ts';
import { observationBuffer, type Action, type AnyGame } from '../../shared/game.ts';
import { GAME_IDS, gameById, type GameId } from '../../shared/games/registry.ts';
import { RandomStream } from '../../shared/random.ts';
import { median } from '../evaluation/statistics.ts';
import { machine, type Machine } from './machine.ts';

/** What is written of every seat after every step. */
type Written = 'observations' | 'features' | 'nothing';

/** Steps a second of one core that each game should reach; games without an aim are measured all the same. */
const AIMS: Readonly<Partial<Record<string, Partial<Record<Written, number>>>>> = {
  ipd: { observations: 1_500_000 },
  coin: { observations: 1_500_000 },
  negotiation: { observations: 1_000_000 },
  harvest: { observations: 400_000, features: 500_000, nothing: 1_500_000 },
};

export interface GamesBench {
  readonly bench: 'games';
  readonly machine: Machine;
  readonly repetitions: number;
  readonly secondsPerRepetition: number;
  readonly games: readonly GameSpeed[];
}

/** Every seat's observation written after every step. */
export interface GameSpeed extends Speed {
  readonly game: string;
  readonly rulesVersion: number;
  readonly seats: number;
  /** By wall clock. */
  readonly slowest: number;
  readonly fastest: number;
  /** Nothing written. */
  readonly unobserved: Speed;
  /** Every seat's features written instead; null where the game has none. */
  readonly withFeatures: (Speed & { readonly meanFeatures: number }) | null;
}

/** Steps of all seats. */
export interface Speed {
  /** Null where nobody set one. */
  readonly aim: number | null;
  /** Median over repetitions. */
  readonly stepsPerSecond: number;
  /** Median of steps by the processor time of this thread: what other work on the machine hardly changes. */
  readonly stepsPerCpuSecond: number;
}

export interface BenchGamesOptions {
  readonly games?: readonly GameId[];
  readonly seconds: () => number;
  /** Processor time of this thread. */
  readonly cpuSeconds: () => number;
  readonly repetitions: number;
  readonly secondsPerRepetition: number;
  /** Called after each repetition. @param done repetitions so far, over all games */
  readonly breathe: (done: number) => Promise<void>;
}

/** Joint actions are drawn beforehand, so that drawing them is not measured. A power of two. */
const JOINT_ACTIONS = 4096;
const STEPS_PER_LOOK_AT_THE_CLOCK = 256;

/** Plays whole episodes at default parameters with random actions, one game after the other. */
export async function benchGames(options: BenchGamesOptions): Promise<GamesBench> {
  const { games = GAME_IDS, repetitions, secondsPerRepetition } = options;
  const speeds: GameSpeed[] = [];
  for (const id of games) speeds.push(await speedOf(gameById(id), options, speeds.length * repetitions));
  return { bench: 'games', machine: machine(), repetitions, secondsPerRepetition, games: speeds };
}

async function speedOf(game: AnyGame, options: BenchGamesOptions, doneBefore: number): Promise<GameSpeed> {
  const params = game.params.parse({});
  const { numSeats } = game.spec(params);
  const actions = jointActions(game, params);
  const rates: Record<Written, Rate[]> = { observations: [], features: [], nothing: [] };
  // The first round warms the compiler up.
  for (let round = 0; round <= options.repetitions; round += 1) {
    for (const written of ['observations', 'nothing', 'features'] as const) {
      if (written === 'features' && !game.features) continue;
      const rate = measure({ game, params, actions, written, ...options });
      if (round > 0) rates[written].push(rate);
    }
    if (round > 0) await options.breathe(doneBefore + round);
  }
  const perSecond = rates.observations.map((rate) => rate.perSecond);
  const speed = (written: Written): Speed => ({
    aim: AIMS[game.id]?.[written] ?? null,
    stepsPerSecond: median(rates[written].map((rate) => rate.perSecond)),
    stepsPerCpuSecond: median(rates[written].map((rate) => rate.perCpuSecond)),
  });
  return {
    game: game.id,
    rulesVersion: game.rulesVersion,
    seats: numSeats,
    ...speed('observations'),
    slowest: Math.min(...perSecond),
    fastest: Math.max(...perSecond),
    unobserved: speed('nothing'),
    withFeatures: game.features
      ? { ...speed('features'), meanFeatures: median(rates.features.map((rate) => rate.meanFeatures)) }
      : null,
  };
}

function jointActions(game: AnyGame, params: unknown): readonly (readonly Action[])[] {
  const { actions, numSeats } = game.spec(params);
  const rng = new RandomStream(1, 'bench actions');
  return Array.from({ length: JOINT_ACTIONS }, () =>
    Array.from({ length: numSeats }, () => randomAction(actions, rng)),
  );
}

interface Measurement {
  readonly game: AnyGame;
  readonly params: unknown;
  readonly actions: readonly (readonly Action[])[];
  readonly written: Written;
  readonly seconds: () => number;
  readonly cpuSeconds: () => number;
  readonly secondsPerRepetition: number;
}

interface Rate {
  /** Steps. */
  readonly perSecond: number;
  readonly perCpuSecond: number;
  /** Features that are on, per seat and step. */
  readonly meanFeatures: number;
}

function measure(options: Measurement): Rate {
  const { game, params, actions, seconds, cpuSeconds, secondsPerRepetition } = options;
  const write = writer(options);
  const cpuBefore = cpuSeconds();
  const startedAt = seconds();
  let elapsed = 0;
  let steps = 0;
  let features = 0;
  for (let seed = 0; elapsed < secondsPerRepetition; seed += 1) {
    const episode = startEpisode({ game, params, seed });
    while (episode.status === 'running') {
      episode.advance(actions[steps & (JOINT_ACTIONS - 1)] as readonly Action[]);
      features += write(episode);
      steps += 1;
      if (steps % STEPS_PER_LOOK_AT_THE_CLOCK !== 0) continue;
      elapsed = seconds() - startedAt;
      if (elapsed >= secondsPerRepetition) break;
    }
  }
  const { numSeats } = game.spec(params);
  return {
    perSecond: steps / elapsed,
    perCpuSecond: steps / (cpuSeconds() - cpuBefore),
    meanFeatures: features / steps / numSeats,
  };
}

/** @returns what writes for every seat, and says how many features that were */
function writer({ game, params, written }: Measurement): (episode: Episode) => number {
  const spec = game.spec(params);
  if (written === 'nothing') return () => 0;
  if (written === 'observations') {
    const buffers = Array.from({ length: spec.numSeats }, () => observationBuffer(spec));
    return (episode) => {
      for (let seat = 0; seat < buffers.length; seat += 1) episode.observe(seat, buffers[seat] as Uint8Array);
      return 0;
    };
  }
  const list = new Uint16Array(spec.numSeats * (game.features?.longest(params) ?? 0));
  return (episode) => {
    let end = 0;
    for (let seat = 0; seat < spec.numSeats; seat += 1) end += episode.features(seat, list, end);
    return end;
  };
}
