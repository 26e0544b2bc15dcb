import type { ScenarioEpisode } from '../../evaluation/evaluateScenario.ts';
import { HORIZON } from '../../evaluation/measures/harvestWitness.ts';

const LATE = Math.floor(HORIZON * 0.75);

/**
 * Episodes that were left when nothing could grow any more, with the late apples per step of whole ones: there are none in
 * the steps that were not played. Shots per step stay those of the steps that were.
 */
export function asWhole(played: readonly ScenarioEpisode[]): readonly ScenarioEpisode[] {
  return played.map((episode) => {
    const { harvest, steps } = episode;
    if (harvest === null || steps >= HORIZON) return episode;
    const share = Math.max(1, steps - LATE) / (HORIZON - LATE);
    return {
      ...episode,
      harvest: { ...harvest, lateApples: harvest.lateApples.map((rate) => rate * share) },
    };
  });
}
