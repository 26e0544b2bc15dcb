/**
 * M-FOS, Lu et al. 2022, in the prisoner's dilemma: PPO in the game of learning (`exact/metaGame`). Its policy reads
 * the chances of both memory-one strategies and chooses its next one; what it earns is what inner games give, for as
 * long as the other goes on learning.
 *   mfos        the others are naive learners with exact gradients
 *   mfos-self   the other is itself, and at first now and then a naive learner: it has to have learned to answer before
 *               it pays to cooperate with somebody who answers
 * What plays, in rollouts and afterwards, is the strategy at the end of a game of learning that begins with both
 * tossing coins, always with the likeliest choice: in a room nobody shows it their strategy.
 */
import { RandomStream } from '../../shared/random.ts';
import type { TrainingConfig } from '../config.ts';
import type { BySituation } from '../exact/memoryOneValue.ts';
import { learnsInMinibatches, type Learner } from '../learner.ts';
import type { Algorithm, OwnMeasure } from './algorithm.ts';
import { exactGameOf, keepStrategy, whyNotMemoryOne } from './memoryOneLearner.ts';
import { readTable } from './memoryOneNetwork.ts';
import { createMetaLearner, keepMetaLearner, openMetaLearner } from './metaLearner.ts';
import { MEASURED_GAMES, measuresAgainstNaive, measuringStream, perGame } from './naiveLearners.ts';
import { playMeta, type MetaPlayOptions } from './metaPlay.ts';
import { ppo } from './ppo.ts';

export const mfos = shaping('mfos', 1);
export const mfosSelf = shaping('mfos-self', 2);

/** @param seats that it has in a game of learning */
function shaping(id: string, seats: 1 | 2): Algorithm {
  return {
    id,
    whyNot,
    async update(learner) {
      const { config, seed, iteration, actor } = learner;
      const game = exactGameOf(config);
      const rng = new RandomStream(seed, 'games of learning', iteration);
      const table = { seats: seatsNow(learner, seats), game, rate: config.meta?.rate ?? 0, rng };
      const meta = (iteration === 0 ? createMetaLearner : openMetaLearner)(learner, table);
      const { rollout } = await playMeta(meta, { ...table, games: meta.config.games, choice: 'drawn' });
      const { criticLoss, actorNorm } = await ppo.update(meta, rollout);
      const next = await settled(meta, table);
      const { entropy } = keepStrategy(learner, { own: readTable(actor.network, 'actor'), next, game });
      // Last: a strategy is written over everything else.
      keepMetaLearner(meta, learner);
      return { criticLoss, actorNorm, entropy };
    },
    measures,
  };
}

/** Of games with itself, fewer become games with naive learners from one iteration to the next. */
function seatsNow({ config, seed, iteration }: Learner, seats: 1 | 2): 1 | 2 {
  const first = (config.meta?.naiveFirst ?? 0) * config.iterations;
  return iteration < first && new RandomStream(seed, 'who is met', iteration).float() < 1 - iteration / first
    ? 1
    : seats;
}

/** Its policy, with the likeliest choices, against naive learners and against itself. */
async function measures(learner: Learner): Promise<readonly OwnMeasure[]> {
  const { config } = learner;
  const shared = { game: exactGameOf(config), rate: config.meta?.rate ?? 0, choice: 'likeliest' } as const;
  const play = async (seats: 1 | 2, games: number) => {
    const meta = openMetaLearner(learner, { seats, games });
    return playMeta(meta, { ...shared, seats, games, rng: measuringStream() });
  };
  const { rollout, others } = await play(1, MEASURED_GAMES);
  const self = await play(2, MEASURED_GAMES / 2);
  return [
    ...measuresAgainstNaive({ own: rollout.rewards, others }),
    { name: 'against itself in the game of learning', values: perGame(self.rollout.rewards, 0) },
  ];
}

/** What it plays in the end. */
async function settled(
  meta: Learner,
  table: Pick<MetaPlayOptions, 'seats' | 'game' | 'rate' | 'rng'>,
): Promise<BySituation> {
  const coins = [0, 0, 0, 0, 0];
  const { last } = await playMeta(meta, { ...table, games: 1, choice: 'likeliest', start: [coins, coins] });
  return last[0] as BySituation;
}

function whyNot(config: TrainingConfig): string | undefined {
  const missing = whyNotMemoryOne(config);
  if (missing !== undefined) return missing;
  if (config.meta === undefined) return 'expected settings meta, got none';
  return learnsInMinibatches(config) ? 'expected fresh episodes and one minibatch, got others' : undefined;
}
