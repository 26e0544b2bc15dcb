import { aimsTable } from './aimsTable.ts';
import { cooperationFigure } from './cooperationFigure.ts';
import { curveFigure } from './curveFigure.ts';
import { gameResults } from './gameResults.ts';
import { leagueFigures } from './leagueTables.ts';
import { picturesOf, type Picture } from './pictures.ts';
import type { RenderSection } from './section.ts';
import {
  algorithmsIn,
  allSeeds,
  measuredTable,
  summaryTable,
  trainingTable,
  type MeasureColumn,
} from './seedTables.ts';

export interface TwoPlayerSection {
  readonly game: string;
  readonly title: string;
  /** Columns of the tables of seeds. */
  readonly measures: readonly MeasureColumn[];
  /** Columns of a table of what algorithms measure themselves; left out: there is none. */
  readonly own?: readonly MeasureColumn[];
  /** Pictures besides curves and league. */
  readonly extra?: 'cooperation';
}

/** A game of two seats: aims, training, seeds, curves, league. */
export function twoPlayerSection({ game, title, measures, own, extra }: TwoPlayerSection): RenderSection {
  return (files) => {
    const results = gameResults(game, files);
    const league = results.league && leagueFigures(results.league, results, title);
    const curves = curveFigure(results, title);
    const cooperation = extra === 'cooperation' ? cooperationFigure(results) : undefined;
    const pictures: readonly Picture[] = [
      { name: 'curves', alt: 'learning curves', svg: curves },
      { name: 'cooperation', alt: 'cooperation by situation', svg: cooperation },
      { name: 'league', alt: 'our league', svg: league?.ours },
      { name: 'league-paper', alt: "the paper's league", svg: league?.paper },
    ];
    const { images, show } = picturesOf({ game, title, pictures });
    return {
      blocks: {
        aims: aimsTable(results),
        training: [trainingTable(results, algorithmsIn(results)), ...show('curves')].join('\n\n'),
        seeds: [summaryTable(results, measures), ...show('cooperation'), allSeeds(results, measures)].join(
          '\n\n',
        ),
        league:
          league === undefined
            ? 'Not played yet.'
            : [league.text, ...show('league', 'league-paper')].join('\n\n'),
        ...(own && { shaping: measuredTable(results, own) ?? 'Not measured yet.' }),
      },
      images,
    };
  };
}
