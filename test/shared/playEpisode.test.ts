import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { startAnyEpisode } from '../../shared/episode.ts';
import { gameById } from '../../shared/games/registry.ts';
import { playEpisode } from '../../shared/playEpisode.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import { RandomStream } from '../../shared/random.ts';
import { definePlayer } from '../../shared/scripted/definePlayer.ts';
import { scriptedPlayer } from '../../shared/scripted/registry.ts';
import { seatPlayer } from '../../shared/seatedPlayer.ts';

const game = gameById('ipd');
const params = game.params.parse({});
const cooperator = { definition: scriptedPlayer('ipd', 'always-cooperate') };

/** Defects from the n-th turn on, and notes what it was given. */
const counter = (notes: unknown[] = []): AnyPlayer =>
  definePlayer({
    name: 'counter',
    game: 'ipd',
    summary: 'Counts its turns.',
    options: z.strictObject({ patience: z.int().default(3) }),
    sees: 'seat',
    begin: ({ options }) => options.patience,
    decide({ memory, rng, step, view }) {
      notes.push({ step, draw: rng.uint32(), rounds: (view as { history: unknown[] }).history.length });
      return { action: memory > 0 ? 0 : 1, memory: memory - 1 };
    },
  });

describe('playing an episode with a programmed player per seat', () => {
  test('[PL1] memory is carried from turn to turn and options reach begin', () => {
    const counts = playEpisode({
      game,
      params,
      seed: 1,
      players: [{ definition: counter(), options: { patience: 4 } }, cooperator],
    });
    expect(counts).toEqual({
      steps: 16,
      status: 'truncated',
      returns: [-4, -4 - 36],
      events: { 'mutual-cooperation': 4, exploitation: 12 },
    });
  });

  test('[PL2] the random numbers of a turn are those of (seed, player and seat, step)', () => {
    const notes: unknown[] = [];
    playEpisode({ game, params, seed: 9, steps: 2, players: [cooperator, { definition: counter(notes) }] });
    expect(notes).toEqual(
      [0, 1].map((step) => ({
        step,
        draw: new RandomStream(9, 'player 1', step).uint32(),
        rounds: step,
      })),
    );
  });

  test('[PL3] an action outside the space is refused with the name of the player', () => {
    const wrong: AnyPlayer = { ...counter(), name: 'wrong', decide: () => ({ action: 2, memory: 0 }) };
    const play = () => playEpisode({ game, params, seed: 1, players: [cooperator, { definition: wrong }] });
    expect(play).toThrow('player wrong in seat 1: expected a whole number from 0 to 1');
  });

  test('[PL4] a player that sees everything gets the view of a spectator', () => {
    const sides: unknown[] = [];
    const watched = {
      ...game,
      view: (p: unknown, s: unknown, seat: number | 'spectator') => {
        sides.push(seat);
        return game.view(p, s, seat);
      },
    };
    const all: AnyPlayer = { ...counter(), sees: 'everything' };
    playEpisode({ game: watched, params, seed: 1, steps: 1, players: [cooperator, { definition: all }] });
    expect(sides).toEqual([0, 'spectator']);
  });

  test('[PL7] a player that sees the observation gets what observe writes for its seat', () => {
    const seen: number[][] = [];
    const learner: AnyPlayer = {
      ...counter(),
      sees: 'observation',
      decide: ({ view }) => {
        seen.push([...(view as Float32Array)]);
        return { action: 1, memory: 0 };
      },
    };
    playEpisode({ game, params, seed: 1, steps: 2, players: [cooperator, { definition: learner }] });
    // Own cooperation, own defection, the other's cooperation, its defection.
    expect(seen).toEqual([
      [0, 0, 0, 0],
      [0, 1, 1, 0],
    ]);
  });

  test('[PL8] what a player tells of its choice comes out with the action', () => {
    const open: AnyPlayer = {
      ...counter(),
      decide: () => ({ action: 1, memory: 0, probabilities: [0.25, 0.75], value: -3 }),
    };
    const episode = startAnyEpisode(game, {}, 1);
    const seated = seatPlayer({ definition: open, params, spec: episode.spec, seat: 1, seed: 1 });
    expect(seated.choose(episode)).toMatchObject({ action: 1, probabilities: [0.25, 0.75], value: -3 });
  });

  test('[PL5] the number of players must be the number of seats; unknown options are refused', () => {
    expect(() => playEpisode({ game, params, seed: 1, players: [cooperator] })).toThrow(
      'expected 2 players for ipd, got 1',
    );
    const players = [cooperator, { ...cooperator, options: { mood: 1 } }];
    expect(() => playEpisode({ game, params, seed: 1, players })).toThrow('mood');
  });

  test('[PL6] onStep sees every step, and a player may take a seat over in the middle', () => {
    const steps: number[] = [];
    playEpisode({
      game,
      params,
      seed: 1,
      players: [cooperator, cooperator],
      onStep: (result, episode) => steps.push(result.step, episode.step),
    });
    expect(steps.slice(0, 4)).toEqual([0, 1, 1, 2]);
    const episode = startAnyEpisode(game, {}, 1);
    episode.advance([0, 1]);
    const late = { definition: scriptedPlayer('ipd', 'tit-for-tat'), params, spec: episode.spec, seed: 1 };
    expect(seatPlayer({ ...late, seat: 0 }).decide(episode)).toBe(1);
    expect(seatPlayer({ ...late, seat: 1 }).decide(episode)).toBe(0);
  });
});
