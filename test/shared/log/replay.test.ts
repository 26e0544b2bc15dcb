import { describe, expect, test } from '@jest/globals';
import { GAME_IDS } from '../../../shared/games/registry.ts';
import { ReplayDivergence } from '../../../shared/log/divergence.ts';
import type { LogEvent } from '../../../shared/log/events.ts';
import { replay } from '../../../shared/log/replay.ts';
import { makeEpisodeLog, tampered } from '../../fixtures/episodeLog.ts';

const log = makeEpisodeLog();
const divergenceOf = (events: readonly LogEvent[]): ReplayDivergence => {
  try {
    replay(events);
  } catch (error) {
    if (error instanceof ReplayDivergence) return error;
    throw error;
  }
  throw new Error('expected a divergence, got none');
};
const isAt = (kind: LogEvent['kind'], step: number) => (event: LogEvent) =>
  event.kind === kind && 'step' in event && event.step === step;

describe('replaying a log', () => {
  test.each(GAME_IDS)('[LG1] a true log of %s replays to its last step', (game) => {
    const events = makeEpisodeLog({ game, steps: 20, seed: 3 });
    const end = events.at(-1);
    expect(replay(events)).toMatchObject({ steps: 20, status: 'truncated', end });
  });

  test('[LG1] a log that JSON has carried replays, and onStep sees the episode behind each step', () => {
    const seen: unknown[] = [];
    const events = JSON.parse(JSON.stringify(makeEpisodeLog({ game: 'negotiation' }))) as LogEvent[];
    replay(events, { onStep: ({ step, returns }, { episode }) => seen.push([step, episode.step, returns]) });
    expect(seen).toHaveLength(50);
    expect(seen[49]).toEqual([49, 50, (events.at(-1) as { returns: number[] }).returns]);
  });

  test.each([
    ['rewards', { rewards: [0, 1] }, 'reward', 'reward: expected'],
    ['rewards', { returns: [1, 1] }, 'return', 'return: expected'],
    ['rewards', { rewards: [0] }, 'reward', 'expected 2 rewards, got 1'],
    ['decision', { action: 2 }, 'action', 'expected a whole number from 0 to 1 (cooperate, defect), got 2'],
    ['decision', { seat: 5 }, 'order', 'expected a seat from 0 to 1, got decision of seat 5'],
    ['decision', { seat: 1 }, 'order', 'expected one decision, got a second'],
    ['decision', { step: 9 }, 'order', 'expected events of step 4, got decision of step 9'],
    ['decision', { episode: 'other' }, 'order', 'got decision of other'],
    ['rewards', { step: 5 }, 'order', 'expected events of step 4, got rewards of step 5'],
  ] as const)('[LG2] %s changed to %j diverges at its own step as %s', (kind, change, what, message) => {
    const divergence = divergenceOf(tampered(log, isAt(kind, 4), change));
    expect(divergence).toMatchObject({ step: 4, kind: what });
    expect(divergence.message).toContain(message);
  });

  test('[LG2] a changed action shows as a reward that the rules do not give', () => {
    const decision = log.find(isAt('decision', 4)) as { action: number };
    const changed = tampered(log, isAt('decision', 4), { action: 1 - decision.action });
    expect(divergenceOf(changed)).toMatchObject({ step: 4, kind: 'reward' });
  });

  test('[LG2] a changed seed shows where chance first differs', () => {
    const coin = makeEpisodeLog({ game: 'coin' });
    const changed = tampered(coin, (event) => event.kind === 'episode.started', { seed: 8 });
    expect(divergenceOf(changed).kind).toBe('reward');
  });

  test('[LG2] a decision taken away is missed', () => {
    const without = log.filter((event) => event !== log.find(isAt('decision', 6)));
    expect(divergenceOf(without)).toMatchObject({ step: 6, kind: 'missing-decision', seat: 0 });
  });

  test.each([
    [{ rulesVersion: 99 }, 'rules-version', 'got a log of version 99; replay it with code version 0.1.0'],
    [{ game: 'chess' }, 'unknown-game', 'expected a game (ipd, coin'],
    [{ params: { rounds: 'many' } }, 'params', 'rounds'],
  ])('[LG3] a header of %j is refused by name', (change, kind, message) => {
    const changed = tampered(log, (event) => event.kind === 'episode.started', change);
    const divergence = divergenceOf(changed);
    expect(divergence).toMatchObject({ step: 0, kind });
    expect(divergence.message).toContain(message);
  });

  test('[LG2] a log must begin with its start, once, and end with its end', () => {
    expect(divergenceOf([]).message).toContain('got an empty log');
    expect(divergenceOf(log.slice(1)).message).toContain('expected episode.started first, got decision');
    expect(divergenceOf([log[0] as LogEvent, ...log]).message).toContain('got a second');
    expect(divergenceOf([...log, log[1] as LogEvent]).message).toContain('expected nothing after the end');
    const late = [...log.slice(0, -1), { ...log[1], step: 16 } as LogEvent];
    expect(divergenceOf(late).message).toContain('expected the end, as the episode is truncated');
  });

  test('[LG2] an end must name the steps made, the returns and what the rules say', () => {
    const isEnd = (event: LogEvent): boolean => event.kind === 'episode.ended';
    expect(divergenceOf(tampered(log, isEnd, { steps: 3 }))).toMatchObject({ kind: 'end', step: 16 });
    expect(divergenceOf(tampered(log, isEnd, { reason: 'terminated' })).message).toContain('truncated');
    expect(divergenceOf(tampered(log, isEnd, { returns: [0, 0] })).kind).toBe('return');
  });

  test('[LG4] a log without an end, and a cut one with decisions behind its last step, are whole', () => {
    const running = makeEpisodeLog({ cutAfter: 5, end: null });
    expect(replay(running)).toMatchObject({ steps: 5, status: 'running', end: undefined });
    const cut = makeEpisodeLog({ cutAfter: 5, end: 'cut' });
    const pending = log.find(isAt('decision', 5)) as LogEvent;
    expect(replay([...cut.slice(0, -1), pending, cut.at(-1) as LogEvent])).toMatchObject({ steps: 5 });
  });
});
