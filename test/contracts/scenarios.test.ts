import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { resolveContestants } from '../../models/evaluation/contestants.ts';
import { seatingOf } from '../../models/evaluation/evaluateScenario.ts';
import { ownAnchors, readAnchors } from '../../models/evaluation/scenarios/anchors.ts';
import { scenarioById, SCENARIOS } from '../../models/evaluation/scenarios/registry.ts';
import { gameById } from '../../shared/games/registry.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Confirmation {
  readonly results: readonly {
    readonly bot: string;
    readonly fits: boolean;
    readonly focals: readonly {
      readonly focal: { readonly mean: number; readonly standardError: number };
      readonly background: { readonly mean: number };
    }[];
  }[];
}

const sources = { directory: '/nowhere', codeVersion: 'test' };

describe.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
  test('[EV8] names players that there are, parameters and seats that its game has', async () => {
    expect(id.startsWith(`${scenario.game}/`)).toBe(true);
    const game = gameById(scenario.game);
    const { numSeats } = game.spec(game.params.parse(scenario.params));
    const named = scenario.background.length > 0 ? scenario.background : ['scripted:random'];
    const [focal, ...background] = await resolveContestants(
      scenario.game,
      ['scripted:random', ...named],
      sources,
    );
    expect(seatingOf({ scenario, focal: focal!, background }, numSeats, 1).seats).toHaveLength(numSeats);
  });

  test('[EV8] of Harvest with a background has anchors measured beside it; all anchors are in order', () => {
    const own = ownAnchors(id);
    const wantsOwn = scenario.game === 'harvest' && scenario.background.length > 0;
    expect(own !== undefined).toBe(wantsOwn);
    if (wantsOwn) expect(readAnchors().anchors[id]?.background).toEqual(scenario.background);
    for (const anchors of [own, scenario.paper]) {
      if (anchors !== undefined) expect(anchors.low).toBeLessThan(anchors.high);
    }
  });
});

test('[EV8] ids differ, and an unknown one is refused with those that there are', () => {
  const ids = SCENARIOS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(() => scenarioById('harvest/open')).toThrow(
    /expected a scenario \(harvest\/self-play, .*got "harvest\/open"/,
  );
});

test("[EV8] the backgrounds of Melting Pot's two scenarios were confirmed, and the page says what the file says", () => {
  const { results } = JSON.parse(read('docs/calibration/harvest-confirmation.json')) as Confirmation;
  const page = read('docs/evaluation.md').replaceAll(/ +/g, ' ');
  for (const { bot, focals } of results) {
    const figures = focals.map(({ focal, background }) => {
      const error = focal.standardError.toFixed(2);
      return `${focal.mean.toFixed(2)} ± ${error} | ${background.mean.toFixed(1)}`;
    });
    expect(page).toContain(`| \`${bot.replace('scripted:', '')}\` | ${figures.join(' | ')} |`);
  }
  const fitting = results.filter(({ fits }) => fits).map(({ bot }) => bot);
  for (const id of [
    'harvest/zappers',
    'harvest/pacifists',
    'harvest/zappers-shuffled',
    'harvest/pacifists-shuffled',
  ]) {
    for (const bot of scenarioById(id).background) expect(fitting).toContain(bot);
  }
});
