import { curveFigure } from '../curveFigure.ts';
import { labelOf } from '../labels.ts';
import { picturesOf } from '../pictures.ts';
import type { RenderSection } from '../section.ts';
import { trainingTable } from '../seedTables.ts';
import { bushesFigure } from './bushesFigure.ts';
import { figureFour } from './figureFour.ts';
import { harvestAims } from './harvestAims.ts';
import { COMPARED, GAME, harvestResults, type HarvestResults } from './harvestResults.ts';
import { missingRuns } from './missingRuns.ts';
import { SELF_PLAY } from './scenarioTests.ts';
import { allTestedSeeds, summaryOfTests } from './testTables.ts';
import { betaVariants, variantTable, weightVariants } from './variantTable.ts';

const TITLE = 'Commons Harvest';

/** The commons: aims, training, the paper's Figure 4, all scenarios and seeds, bushes, frames, two ablations. */
export const harvestSection: RenderSection = (files) => {
  const results = harvestResults(files);
  const compared = { ...results, reports: comparedOnly(results) };
  const { images, show } = picturesOf({
    game: GAME,
    title: TITLE,
    pictures: [
      { name: 'curves', alt: 'learning curves', svg: curveFigure(compared, TITLE) },
      {
        name: 'bushes',
        alt: 'bushes alive in self-play',
        svg: bushesFigure(results, SELF_PLAY, `${TITLE}: bushes alive in self-play`),
      },
      {
        name: 'bushes-zappers',
        alt: 'bushes alive beside zappers',
        svg: bushesFigure(results, 'zappers', `${TITLE}: bushes alive beside two that over-harvest and zap`),
      },
    ],
  });
  const betas = betaVariants(results);
  return {
    blocks: {
      aims: paragraphs(harvestAims(results), missingRuns(results)),
      training: paragraphs(trainingTable(compared, COMPARED), ...show('curves')),
      'figure-4': figureFour(results),
      tests: summaryOfTests(results),
      seeds: allTestedSeeds(results),
      bushes: paragraphs(...show('bushes', 'bushes-zappers')) || 'Nothing was played yet.',
      frames: framesOf(results, COMPARED) || 'Nothing was drawn yet.',
      beta: paragraphs(
        variantTable(results, 'weight', betas),
        framesOf(
          results,
          betas.map(({ name }) => name).filter((name) => !isCompared(name)),
        ),
      ),
      summed: paragraphs(results.why, variantTable(results, 'variant', weightVariants(results))),
    },
    images,
  };
};

function comparedOnly({ reports }: HarvestResults): HarvestResults['reports'] {
  return new Map(
    COMPARED.flatMap((algorithm) => {
      const report = reports.get(algorithm);
      return report === undefined ? [] : [[algorithm, report] as const];
    }),
  );
}

function isCompared(name: string): boolean {
  return COMPARED.some((algorithm) => algorithm === name);
}

/** Strips that are files beside the JSON. */
function framesOf({ frames }: HarvestResults, names: readonly string[]): string {
  return names
    .filter((name) => frames.includes(name))
    .map((name) => `![${TITLE}: frames of ${labelOf(name)}](results/${GAME}/frames-${name}.svg)`)
    .join('\n\n');
}

function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}
