import { z } from 'zod';
import { GAME_IDS } from '../../../shared/games/registry.ts';

const anchor = z.number();

/**
 * A test of a policy, as Melting Pot has them: copies of it in the focal seats, a background population in the rest.
 * The focal per-capita return, the mean over focal seats of the undiscounted return of an episode, is its score.
 */
export const scenarioSchema = z.strictObject({
  /** GAME/NAME. */
  id: z.string().regex(/^[a-z]+\/[a-z0-9-]+$/),
  game: z.enum(GAME_IDS as [string, ...string[]]),
  /** One sentence: what it finds out. */
  summary: z.string(),
  /** Input of the game's schema: what differs from the paper's game. */
  params: z.record(z.string(), z.unknown()).default({}),
  /** Exactly this many steps an episode; left out: the game's own ending. */
  steps: z.int().min(1).optional(),
  /** Which seats are focal: these, all of them, or so many that are drawn for each episode. */
  focal: z.union([
    z.literal('all'),
    z.strictObject({ seats: z.array(z.int().min(0)).min(1) }),
    z.strictObject({ drawn: z.int().min(1) }),
  ]),
  /**
   * References of those who may sit in the other seats: for each seat and episode one is drawn, with replacement. One
   * that stands here twice comes twice as often. Empty where the caller must name them.
   */
  background: z.array(z.string()).default([]),
  episodes: z.int().min(1).default(100),
  /** Lowest and highest score of the agents of Melting Pot's paper, which the normalised score refers to. */
  paper: z.strictObject({ low: anchor, high: anchor }).optional(),
});

export type Scenario = Readonly<z.infer<typeof scenarioSchema>>;
export type ScenarioInput = z.input<typeof scenarioSchema>;
