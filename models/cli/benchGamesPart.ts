import { GAME_IDS } from '../../shared/games/registry.ts';
import { benchGames, type GamesBench } from './benchGames.ts';
import type { BenchPart } from './benchPart.ts';
import { gamesReport } from './gamesReport.ts';

const REPETITIONS = 7;
const SECONDS_PER_REPETITION = 0.4;

/** The part `games` of `bench`. */
export const BENCH_GAMES: BenchPart<GamesBench> = {
  name: 'games',
  description: 'steps a second of one core through startEpisode, all observations of all seats written',
  total: GAME_IDS.length * REPETITIONS,
  measure: ({ seconds, cpuSeconds }, breathe) =>
    benchGames({
      seconds,
      cpuSeconds,
      repetitions: REPETITIONS,
      secondsPerRepetition: SECONDS_PER_REPETITION,
      breathe,
    }),
  report: gamesReport,
};
