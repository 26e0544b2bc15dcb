import { describe, expect, test } from '@jest/globals';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { gameById, GAME_IDS } from '../../../shared/games/registry.ts';
import type { DecisionEvent, EpisodeStarted, LogEvent } from '../../../shared/log/events.ts';
import { openReplay } from '../../../shared/log/openReplay.ts';
import { makeEpisodeLog, tampered } from '../../fixtures/episodeLog.ts';

/** What a room would have sent after each step, cloned at once. */
function viewsOf(events: readonly LogEvent[], seat: number | 'spectator'): unknown[] {
  const { game, params, seed, steps } = events[0] as EpisodeStarted;
  const episode = startAnyEpisode(gameById(game), params, seed, steps ?? undefined);
  const views = [structuredClone(episode.view(seat))];
  for (const event of events) {
    if (event.kind !== 'rewards') continue;
    const decisions = events.filter(
      (e): e is DecisionEvent => e.kind === 'decision' && e.step === event.step,
    );
    episode.advance(decisions.map(({ action }) => action));
    views.push(structuredClone(episode.view(seat)));
  }
  return views;
}

describe('a replay opened for scrubbing', () => {
  test.each(GAME_IDS)('[LG5] frames of %s in any order are what the room showed', (game) => {
    const events = makeEpisodeLog({ game, steps: 130, seed: 5 });
    const opened = openReplay(events);
    const shown = viewsOf(events, 0);
    expect(opened.length).toBe(130);
    const order = [130, 0, 129, 51, 49, 50, 100, 99, 3, 4, 5, 128];
    const frames = order.map((step) => opened.frameAt(step));
    // Asked for only now: a frame must not change under later jumps.
    expect(frames.map((frame) => frame.view(0))).toEqual(order.map((step) => shown[step]));
    expect(opened.frameAt(77).view('spectator')).toEqual(viewsOf(events, 'spectator')[77]);
  });

  test('[LG5] a frame carries the step that led to it', () => {
    const events = makeEpisodeLog();
    const opened = openReplay(events);
    expect(opened.frameAt(0)).toMatchObject({ decisions: [], rewards: [0, 0], returns: [0, 0], events: [] });
    const frame = opened.frameAt(7);
    const logged = events.find((event) => event.kind === 'rewards' && event.step === 6);
    expect(frame.decisions.map(({ step, seat }) => [step, seat])).toEqual([
      [6, 0],
      [6, 1],
    ]);
    expect({ rewards: frame.rewards, returns: frame.returns }).toEqual({
      rewards: (logged as { rewards: unknown }).rewards,
      returns: (logged as { returns: unknown }).returns,
    });
    expect(frame.events).toHaveLength(1);
  });

  test('[LG5] a step outside the episode is refused', () => {
    const opened = openReplay(makeEpisodeLog());
    expect(() => opened.frameAt(17)).toThrow('expected a step from 0 to 16, got 17');
    expect(() => opened.frameAt(0.5)).toThrow(RangeError);
  });

  test('[LG6] markers name game events, defaults, takeovers and seat changes at the frame that shows them', () => {
    const events = tampered(makeEpisodeLog(), (e) => e.kind === 'decision' && e.step === 2, {
      source: 'default',
    });
    const controller = (events[1] as DecisionEvent).controller;
    const change: LogEvent = {
      kind: 'seat.changed',
      episode: 'episode-1',
      step: 3,
      seat: 1,
      from: controller,
      to: controller,
      reason: 'dropped',
      at: 0,
    };
    const at = events.findIndex((e) => e.kind === 'decision' && e.step === 3);
    const { markers } = openReplay(events.toSpliced(at, 0, change));
    expect(markers).toContainEqual({ source: 'decision', step: 3, kind: 'default', seat: 0 });
    expect(markers).toContainEqual({ source: 'seat', step: 3, kind: 'dropped', seat: 1 });
    expect(markers.filter(({ source }) => source === 'game')).toHaveLength(16);
    expect(markers.map(({ step }) => step)).toEqual(markers.map(({ step }) => step).sort((a, b) => a - b));
  });

  test('[LG2] a log that differs does not open', () => {
    const events = tampered(makeEpisodeLog(), (e) => e.kind === 'rewards', { rewards: [9, 9] });
    expect(() => openReplay(events)).toThrow('step 0, seat 0: reward: expected');
  });
});
