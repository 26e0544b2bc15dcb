import { describe, expect, test } from '@jest/globals';
import { RemotePlayer } from '../../../server/visitors/remotePlayer.ts';
import { habitsOf, playerOf, STYLES, thinkingMs } from '../../../server/visitors/styles.ts';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { gameById, GAME_IDS } from '../../../shared/games/registry.ts';
import { RandomStream } from '../../../shared/random.ts';
import { scriptedPlayer } from '../../../shared/scripted/registry.ts';

describe.each(GAME_IDS)('%s', (id) => {
  test.each(STYLES)('[SV2] style %s plays by the view of its seat alone', (style) => {
    const rng = new RandomStream(5, 'style');
    const game = gameById(id);
    const episode = startAnyEpisode(game, {}, 4);
    const players = Array.from({ length: episode.spec.numSeats }, (_, seat) => {
      const definition = scriptedPlayer(id, playerOf(style, id, rng));
      return new RemotePlayer({ definition, game: id, params: {}, seat, seed: 9 });
    });
    for (let step = 0; step < 10; step += 1)
      episode.advance(
        players.map((player, seat) => player.choose(step, structuredClone(episode.view(seat)))),
      );
    expect(episode.step).toBe(10);
  });
});

test('[SV2] a player at a distance remembers the episode: grim never forgives', () => {
  const definition = scriptedPlayer('ipd', 'tit-for-tat');
  const player = new RemotePlayer({ definition, game: 'ipd', params: {}, seat: 1, seed: 0 });
  const episode = startAnyEpisode(gameById('ipd'), {}, 1);
  const moves = [1, 0, 1].map((other) => {
    const own = player.choose(episode.step, episode.view(1)) as number;
    episode.advance([other, own]);
    return own;
  });
  expect(moves).toEqual([0, 1, 0]);
});

test('[SV2] who must see more than a person is refused', () => {
  const definition = scriptedPlayer('harvest', 'greedy');
  const seating = { definition, game: 'harvest', params: {}, seat: 0, seed: 0 };
  expect(() => new RemotePlayer(seating)).toThrow(/sees what its seat sees, got greedy: everything/);
});

test('[SV3] thinking is log-normal around the median of the style', () => {
  const habits = habitsOf('fair', 'turns');
  const rng = new RandomStream(2, 'think');
  const times = Array.from({ length: 2001 }, () => thinkingMs(habits, rng)).sort((a, b) => a - b);
  expect(times[1000]).toBeGreaterThan(0.9 * habits.thinkMedianMs);
  expect(times[1000]).toBeLessThan(1.1 * habits.thinkMedianMs);
  expect(habitsOf('fair', 'ticks').reload).toBeLessThan(habits.reload);
});
