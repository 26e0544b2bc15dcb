import { randomAction } from '../../shared/action.ts';
import { startEpisode } from '../../shared/episode.ts';
import { observationBuffer, type Action, type AnyGame } from '../../shared/game.ts';
import { GAME_IDS, gameById, type GameId } from '../../shared/games/registry.ts';
import { RandomStream } from '../../shared/random.ts';
import { median } from '../evaluation/statistics.ts';
import { machine, type Machine } from './machine.ts';

/** Steps a second of one core that each game should reach; games without an aim are measured all the same. */
const AIMS: Readonly<Partial<Record<string, number>>> = {
  ipd: 1_500_000,
  coin: 1_500_000,
  negotiation: 1_000_000,
  harvest: 400_000,
};

export interface GamesBench {
  readonly bench: 'games';
  readonly machine: Machine;
  readonly repetitions: number;
  readonly secondsPerRepetition: number;
  readonly games: readonly GameSpeed[];
}

export interface GameSpeed {
  readonly game: string;
  readonly rulesVersion: number;
  readonly seats: number;
  /** Steps of all seats; null where nobody set one. */
  readonly aim: number | null;
  /** Median over repetitions; every seat's observation written after every step. */
  readonly stepsPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  /** Median over repetitions of steps by the processor time of this thread: what other work on the machine hardly changes. */
  readonly stepsPerCpuSecond: number;
  /** Median without observations. */
  readonly stepsPerSecondUnobserved: number;
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
  const observed: Rate[] = [];
  const unobserved: Rate[] = [];
  // The first round warms the compiler up.
  for (const kept of [false, ...Array.from({ length: options.repetitions }, () => true)]) {
    const rate = measure({ game, params, actions, observes: 'all-seats', ...options });
    const bare = measure({ game, params, actions, observes: 'nobody', ...options });
    if (!kept) continue;
    observed.push(rate);
    unobserved.push(bare);
    await options.breathe(doneBefore + observed.length);
  }
  const perSecond = observed.map((rate) => rate.perSecond);
  return {
    game: game.id,
    rulesVersion: game.rulesVersion,
    seats: numSeats,
    aim: AIMS[game.id] ?? null,
    stepsPerSecond: median(perSecond),
    slowest: Math.min(...perSecond),
    fastest: Math.max(...perSecond),
    stepsPerCpuSecond: median(observed.map((rate) => rate.perCpuSecond)),
    stepsPerSecondUnobserved: median(unobserved.map((rate) => rate.perSecond)),
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
  readonly observes: 'all-seats' | 'nobody';
  readonly seconds: () => number;
  readonly cpuSeconds: () => number;
  readonly secondsPerRepetition: number;
}

interface Rate {
  /** Steps. */
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

function measure(options: Measurement): Rate {
  const { game, params, actions, observes, seconds, cpuSeconds, secondsPerRepetition } = options;
  const spec = game.spec(params);
  const buffers = Array.from({ length: observes === 'nobody' ? 0 : spec.numSeats }, () =>
    observationBuffer(spec),
  );
  const cpuBefore = cpuSeconds();
  const startedAt = seconds();
  let elapsed = 0;
  let steps = 0;
  for (let seed = 0; elapsed < secondsPerRepetition; seed += 1) {
    const episode = startEpisode({ game, params, seed });
    while (episode.status === 'running') {
      episode.advance(actions[steps & (JOINT_ACTIONS - 1)] as readonly Action[]);
      for (let seat = 0; seat < buffers.length; seat += 1) episode.observe(seat, buffers[seat] as Uint8Array);
      steps += 1;
      if (steps % STEPS_PER_LOOK_AT_THE_CLOCK !== 0) continue;
      elapsed = seconds() - startedAt;
      if (elapsed >= secondsPerRepetition) break;
    }
  }
  return { perSecond: steps / elapsed, perCpuSecond: steps / (cpuSeconds() - cpuBefore) };
}
