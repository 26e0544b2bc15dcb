import { ipd, type IpdParams } from '../../shared/games/ipd/game.ts';
import type { TrainingConfig } from '../config.ts';
import { chances } from '../exact/lookahead.ts';
import { memoryOneValue, type BySituation, type ExactGame } from '../exact/memoryOneValue.ts';
import type { Learner } from '../learner.ts';
import type { UpdateStats } from './algorithm.ts';
import { writeTable } from './memoryOneNetwork.ts';

/** What a learner of memory-one strategies would have to be given; undefined: nothing else. */
export function whyNotMemoryOne(config: TrainingConfig): string | undefined {
  const { game, network, pool, opponents, entropy, gamma } = config;
  if (game !== 'ipd') return `expected the game ipd, got ${game}`;
  const { memory, encoder, sharing, actorLayers, criticLayers } = network;
  const layers = [encoder.length - 1, actorLayers.length, criticLayers.length];
  if (memory !== 0 || sharing !== 'separate' || layers.some((count) => count > 0))
    return 'expected separate networks of one encoder layer, without a memory or others';
  if (pool.share > 0 || opponents.length > 0) return 'expected self-play alone, got other players';
  if (entropy !== 0) return `expected entropy 0, got ${entropy}`;
  if (gamma >= 1) return `expected a gamma below 1, got ${gamma}`;
  return undefined;
}

/** The game that goes on for ever. */
export function exactGameOf({ params, gamma }: TrainingConfig): ExactGame {
  const { payoffs, continuation }: IpdParams = ipd.params.parse(params);
  const { cc, cd, dc, dd } = payoffs;
  return { payoffs: [cc, cd, dc, dd], gamma: gamma * continuation };
}

interface Kept {
  /** Logits before and after the update. */
  readonly own: BySituation;
  readonly next: BySituation;
  readonly game: ExactGame;
}

/** Writes a strategy into the networks; the critic is given the values that it would have to learn. */
export function keepStrategy({ actor, critic, target }: Learner, { own, next, game }: Kept): UpdateStats {
  const p = chances(next);
  writeTable(actor.network, 'actor', next);
  writeTable(critic.network, 'critic', memoryOneValue(p, p, game).ahead);
  target.parameters.set(critic.network.parameters);
  const entropies = p.map((x) => -(x * Math.log(x) + (1 - x) * Math.log1p(-x)));
  return {
    criticLoss: 0,
    actorNorm: Math.hypot(...next.map((logit, k) => logit - (own[k] as number))),
    entropy: entropies.reduce((sum, x) => sum + x, 0) / entropies.length,
  };
}
