import { describe, expect, test } from '@jest/globals';
import { playEpisode } from '../../../shared/playEpisode.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { logEventSchema, type LogEvent } from '../../../shared/log/events.ts';
import { replay } from '../../../shared/log/replay.ts';
import { episodeLog } from '../../../models/evaluation/episodeLog.ts';
import { episodeSeed } from '../../../models/evaluation/episodeSeed.ts';
import { simulate, type SimulateOptions } from '../../../models/evaluation/simulate.ts';
import { resolvePlayers, type ResolvedPlayer } from '../../../models/players/resolvePlayers.ts';

async function makeSimulation(
  { game, refs }: { game: string; refs: readonly string[] },
  overrides: Partial<SimulateOptions> = {},
): Promise<SimulateOptions> {
  let seconds = 0;
  const rules = gameById(game);
  return {
    game: rules,
    params: rules.params.parse({}),
    seats: await resolvePlayers(game, refs, { directory: '/nowhere', codeVersion: 'test' }),
    episodes: 3,
    seed: 1,
    seconds: () => (seconds += 0.5),
    ...overrides,
  };
}

const randomPair = { game: 'ipd', refs: ['scripted:random', 'scripted:random'] };

describe('simulate', () => {
  test('[CLI5] plays exactly the episodes that playEpisode plays from the same seeds', async () => {
    const options = await makeSimulation(randomPair);
    const { summary } = await simulate(options);
    const played = [0, 1, 2].map((index) =>
      playEpisode({ ...options, seed: episodeSeed(1, index), players: options.seats }),
    );
    const returns = [0, 1].map((seat) => played.reduce((sum, { returns }) => sum + returns[seat]!, 0));
    expect(summary).toMatchObject({
      episodes: 3,
      steps: 48,
      seats: returns.map((sum) => ({ meanReturn: sum / 3, meanPerStep: sum / 48 })),
      perCapitaReturn: (returns[0]! + returns[1]!) / 6,
    });
    const counted = Object.values(summary!.events).reduce((a, b) => a + b, 0);
    expect(counted).toBe(48);
  });

  test('[CLI6] forced steps switch the own ending off, both earlier and later', async () => {
    const params = gameById('ipd').params.parse({ rounds: 10, continuation: 0 });
    for (const steps of [1, 25]) {
      const { summary } = await simulate(await makeSimulation(randomPair, { params, steps }));
      expect(summary?.steps).toBe(3 * steps);
    }
  });

  test('[CLI4] speed is all steps by the time that the stopwatch saw', async () => {
    let looks = 0;
    const seconds = () => (looks++ === 0 ? 10 : 14);
    const { summary } = await simulate(await makeSimulation(randomPair, { seconds }));
    expect(summary?.stepsPerSecond).toBe(48 / 4);
  });

  test('[CLI15] told to stop, it sums up the episodes that came to their end', async () => {
    let breaths = 0;
    const breathe = () => Promise.resolve((breaths += 1) > 2 ? ('stop' as const) : ('go-on' as const));
    const options = await makeSimulation(randomPair, { steps: 20, episodes: 1000, breathe });
    const { summary, stopped, episodesDone } = await simulate(options);
    // It breathes every 16 steps with this stopwatch: at steps 16, 32 and 48, which lies in the third episode.
    expect({ stopped, episodesDone, steps: summary?.steps }).toEqual({
      stopped: true,
      episodesDone: 2,
      steps: 40,
    });
  });

  test('[CLI10] the log has every decision and reward, fits the schema and tells where it started', async () => {
    const events: LogEvent[] = [];
    const options = await makeSimulation(randomPair, { episodes: 2 });
    const record = episodeLog({
      ...options,
      codeVersion: 'test',
      now: () => 5,
      newEpisodeId: () => `e${events.filter(({ kind }) => kind === 'episode.started').length}`,
      write: (event) => events.push(event),
    });
    const { summary } = await simulate({ ...options, record });
    for (const event of events) expect(() => logEventSchema.parse(event)).not.toThrow();
    expect(events).toHaveLength(2 * (1 + 16 * 3 + 1));
    expect(events[0]).toMatchObject({ episode: 'e0', seed: episodeSeed(1, 0), steps: null, game: 'ipd' });
    const ends = events.filter((event) => event.kind === 'episode.ended');
    expect(ends.map(({ reason, steps }) => [reason, steps])).toEqual([
      ['truncated', 16],
      ['truncated', 16],
    ]);
    expect((ends[0]!.returns[0]! + ends[1]!.returns[0]!) / 2).toBe(summary?.seats[0]?.meanReturn);
    expect(replay(events.filter(({ episode }) => episode === 'e1')).returns).toEqual(ends[1]?.returns);
  });

  test('[CLI10] the log keeps the probabilities and the value of a player that tells them', async () => {
    const decisions: LogEvent[] = [];
    const options = await makeSimulation(randomPair, { episodes: 1, steps: 1 });
    const [teller, silent] = options.seats as [ResolvedPlayer, ResolvedPlayer];
    const decide = () => ({ action: 0, memory: undefined, probabilities: [0.75, 0.25], value: -2 });
    const seats = [{ ...teller, definition: { ...teller.definition, decide } }, silent];
    const record = episodeLog({
      ...options,
      seats,
      codeVersion: 'test',
      now: () => 5,
      newEpisodeId: () => 'e',
      write: (event) => event.kind === 'decision' && decisions.push(event),
    });
    await simulate({ ...options, seats, record });
    expect(decisions[0]).toMatchObject({ action: 0, probabilities: [0.75, 0.25], value: -2 });
    expect(decisions[1]).not.toHaveProperty('value');
    expect(decisions[1]).not.toHaveProperty('probabilities');
  });
});
