import { gameById } from '../../shared/games/registry.ts';
import type { TrainingConfig } from '../config.ts';
import { exploiterConfig, targetSeats } from './exploiterConfig.ts';

/** Of many seats, those that a best response has. */
const LEARNERS = 2;

export interface BestResponseOptions {
  readonly game: string;
  /** Reference of the frozen player. */
  readonly target: string;
  /** Over those of the config. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** How a best response is trained where nobody chooses.  @throws UnusableRun if the game has no config for it */
export function bestResponseConfig({ game, target, params = {} }: BestResponseOptions): TrainingConfig {
  const rules = gameById(game);
  const { numSeats } = rules.spec(rules.params.parse(params));
  return exploiterConfig({
    game,
    algorithm: numSeats === 2 ? 'actor-critic' : 'ppo',
    target,
    seats: targetSeats(numSeats, numSeats === 2 ? 1 : LEARNERS),
    params,
  });
}
