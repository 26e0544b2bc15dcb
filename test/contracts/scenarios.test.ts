import { describe, expect, test } from '@jest/globals';
import { resolveContestants } from '../../models/evaluation/contestants.ts';
import { seatingOf } from '../../models/evaluation/evaluateScenario.ts';
import { ownAnchors, readAnchors } from '../../models/evaluation/scenarios/anchors.ts';
import { scenarioById, SCENARIOS } from '../../models/evaluation/scenarios/registry.ts';
import { gameById } from '../../shared/games/registry.ts';

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
