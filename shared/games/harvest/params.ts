import { z } from 'zod';
import { MAX_SEATS } from './geometry.ts';
import { OPEN_MAP, mapFault } from './map.ts';

const probability = z.number().min(0).max(1);

const fields = z.strictObject({
  /** Rows from the top; W wall, A apple, P outside spawn, Q inside spawn (first spawn only), blank floor. */
  map: z
    .array(z.string())
    .readonly()
    .default(() => OPEN_MAP),
  seats: z.int().min(1).max(MAX_SEATS).default(7),
  /** Chance per step that an apple regrows, by the number of live apples around it; the last entry holds for more. */
  regrowth: z.array(probability).min(1).max(49).readonly().default([0, 0.0025, 0.005, 0.025]),
  /** Apples with dx^2 + dy^2 <= radius^2 count as around. */
  regrowthRadius: z.int().min(1).max(4).default(2),
  /** Off: the zap action does nothing. */
  zap: z.enum(['on', 'off']).default('on'),
  beamLength: z.int().min(1).max(10).default(3),
  /** 1: the beam also sweeps the columns left and right of the player. */
  beamRadius: z.int().min(0).max(1).default(1),
  /** Steps after a shot in which its shooter cannot shoot. */
  cooldown: z.int().min(0).max(200).default(2),
  /** A hit player misses this many observations, and the one of the hit itself. */
  respawnDelay: z.int().min(0).max(200).default(4),
  /** An episode has minimum + interval * G steps, P(G = g) = endProbability (1 - endProbability)^g, at most cap. */
  episode: z
    .strictObject({
      minimum: z.int().min(1).max(1_000_000).default(1099),
      interval: z.int().min(1).max(1_000_000).default(100),
      endProbability: z.number().gt(0).max(1).default(0.15),
      cap: z.int().min(1).max(1_000_000).default(5000),
    })
    .prefault({}),
  /** Colour of each seat: its number, a permutation drawn for each episode, or the colours listed. */
  colours: z
    .union([
      z.enum(['by-seat', 'shuffled']),
      z
        .array(
          z
            .int()
            .min(0)
            .max(MAX_SEATS - 1),
        )
        .readonly(),
    ])
    .default('by-seat'),
  /** Who starts on the Q cells: the first seats, as in Melting Pot, or seats drawn for each episode. */
  insideSpawns: z.enum(['first-seats', 'random-seats']).default('first-seats'),
  ticksPerSecond: z.number().min(0.1).max(60).default(8),
});

/** The paper's game is `{}`. */
export const harvestParams = fields.superRefine((p, ctx) => {
  const fault = mapFault(p.map, p.seats);
  if (fault !== undefined) ctx.addIssue({ code: 'custom', path: ['map'], message: fault });
  const { minimum, cap } = p.episode;
  if (cap < minimum) {
    const message = `expected cap to be at least minimum (${minimum}), got ${cap}`;
    ctx.addIssue({ code: 'custom', path: ['episode', 'cap'], message });
  }
  if (typeof p.colours !== 'string' && new Set(p.colours).size !== p.seats) {
    const message = `expected ${p.seats} different colours, got ${JSON.stringify(p.colours)}`;
    ctx.addIssue({ code: 'custom', path: ['colours'], message });
  }
});

export type HarvestParams = z.infer<typeof harvestParams>;
