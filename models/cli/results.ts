import { addResultsCollect } from './resultsCollect.ts';
import { addResultsEvaluate } from './resultsEvaluate.ts';
import { addResultsLeague } from './resultsLeague.ts';
import { addResultsRender } from './resultsRender.ts';
import type { AddCommand } from './command.ts';

export const addResults: AddCommand = (program, context) => {
  const results = program
    .command('results')
    .description('gather what training runs left, and write docs/results.md from it');
  for (const add of [addResultsCollect, addResultsLeague, addResultsEvaluate, addResultsRender])
    add(results, context);
};
