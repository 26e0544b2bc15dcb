import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { gameById } from '../../../shared/games/registry.ts';
import { scenarioById } from './registry.ts';
import { scenarioSchema, type Scenario } from './scenario.ts';

/**
 * Scenarios by name.
 * @param list ids or paths of JSON files, between commas   @param directory what paths are relative to
 * @throws RangeError if there is no such scenario, or a file holds none that its game can play
 */
export async function findScenarios(list: string, directory: string): Promise<readonly Scenario[]> {
  const scenarios: Scenario[] = [];
  for (const name of list.split(',').map((name) => name.trim())) {
    scenarios.push(
      name.endsWith('.json') ? await readScenario(resolve(directory, name)) : scenarioById(name),
    );
  }
  return scenarios;
}

async function readScenario(file: string): Promise<Scenario> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new RangeError(`expected a scenario in ${file}: ${(error as Error).message}`, { cause: error });
  }
  const fit = scenarioSchema.safeParse(content);
  if (!fit.success) throw new RangeError(`${file}: expected a scenario\n${z.prettifyError(fit.error)}`);
  const params = gameById(fit.data.game).params.safeParse(fit.data.params);
  if (!params.success) {
    throw new RangeError(`${file}: expected params of ${fit.data.game}\n${z.prettifyError(params.error)}`);
  }
  return fit.data;
}
