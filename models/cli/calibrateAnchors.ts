import { resolve } from 'node:path';
import type { Seed } from '../../shared/random.ts';
import type { AnchorsFile } from '../evaluation/scenarios/anchors.ts';
import { SCENARIOS } from '../evaluation/scenarios/registry.ts';
import type { CliContext } from './context.ts';
import { incomesBeside } from './incomesBeside.ts';
import { interruptible } from './interruptible.ts';
import { table } from './table.ts';
import { writeFile } from './writeFile.ts';

const RANDOM = 'scripted:random';
/** Takes whatever it sees: what racing to extinction comes to. */
const EXPLOITER = 'scripted:sighted-greedy';

export interface AnchorsInput {
  /** Where they are written. */
  readonly file: string;
  readonly episodes: number;
  readonly seed: Seed;
  readonly context: CliContext;
}

/** Measures what is 0 and what is 1 in every scenario of Harvest that has a background.  @throws CommandFailed */
export async function measureAnchors({ file, episodes, seed, context }: AnchorsInput): Promise<void> {
  const scenarios = SCENARIOS.filter(({ game, background }) => game === 'harvest' && background.length > 0);
  const anchors: AnchorsFile['anchors'] = {};
  await interruptible(context, { unit: 'scenarios', total: scenarios.length }, async (breathe) => {
    for (const [i, scenario] of scenarios.entries()) {
      const anchor = async (ref: string, from: number) => {
        const { focal } = await incomesBeside({
          scenario,
          focal: ref,
          episodes,
          seed,
          context,
          breathe: (done) => breathe(i + from + done / episodes / 2),
        });
        return { ref, mean: focal.mean, standardError: focal.standardError ?? 0 };
      };
      const { id, background } = scenario;
      anchors[id] = {
        background,
        random: await anchor(RANDOM, 0),
        exploiter: await anchor(EXPLOITER, 0.5),
      };
    }
  });
  const content: AnchorsFile = { episodes, seed, anchors };
  writeFile(resolve(context.directory, file), `${JSON.stringify(content, null, 2)}\n`);
  context.stdout.write(anchorsTable(anchors));
}

function anchorsTable(anchors: AnchorsFile['anchors']): string {
  const rows = Object.entries(anchors).map(([id, { random, exploiter }]) => [
    id,
    ...[random, exploiter].map((anchor) => `${anchor.mean.toFixed(2)} +- ${anchor.standardError.toFixed(2)}`),
  ]);
  return table(
    [
      { title: 'scenario', align: 'left' },
      { title: RANDOM, align: 'right' },
      { title: EXPLOITER, align: 'right' },
    ],
    rows,
  );
}
