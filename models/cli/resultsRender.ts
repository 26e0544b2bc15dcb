import { join, relative, resolve } from 'node:path';
import { renderPage } from '../reports/renderPage.ts';
import { readResults, writeRendered } from '../reports/resultFiles.ts';
import { examples, RUN, type AddCommand } from './command.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import { orFailed } from './resultsCollect.ts';

export const addResultsRender: AddCommand = (results, context) => {
  results
    .command('render')
    .description('write tables and pictures of docs/results.md anew from docs/results')
    .option('--docs <DIR>', 'the folder with results.md', 'docs')
    .addHelpText(
      'after',
      examples(
        `${RUN} results render`,
        '',
        'Only what stands between <!-- results: GAME BLOCK --> and <!-- end of results --> changes.',
      ),
    )
    .action(({ docs }: { docs: string }) => render(resolve(context.directory, docs), context));
};

async function render(docs: string, context: CliContext): Promise<void> {
  // The charts take a third of a second to load, which no other command should wait for.
  const { SECTIONS } = await import('../reports/sections.ts');
  const { page, files } = readOrFail(docs);
  const rendered = orFailed(() => renderPage(page, SECTIONS, files));
  writeRendered(docs, rendered);
  const changed = rendered.page === page ? 'as it was' : 'changed';
  const count = Object.keys(rendered.images).length;
  context.stdout.write(
    `${relative(context.directory, join(docs, 'results.md'))}: ${changed}, ${count} pictures\n`,
  );
}

function readOrFail(docs: string) {
  try {
    return readResults(docs);
  } catch (error) {
    throw new CommandFailed((error as Error).message, 1, { cause: error });
  }
}
