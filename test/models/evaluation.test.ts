import { describe, expect, test } from '@jest/globals';
import { cooperationBySituation } from '../../models/evaluation/ipdProbe.ts';
import { meanReward, playMatches } from '../../models/evaluation/matches.ts';
import { trainingConfig } from '../../models/config.ts';
import { createLearner } from '../../models/learner.ts';
import { actionHeadFor } from '../../models/networks/actionHead.ts';
import { createWasmNetwork } from '../../models/networks/wasmNetwork.ts';
import { emptyRollout } from '../../models/rollout/rollout.ts';
import { gameById } from '../../shared/games/registry.ts';
import { scriptedPlayer } from '../../shared/scripted/registry.ts';
import { expectClose } from '../fixtures/close.ts';

function match(gameId: string, opponent: string, steps = 16) {
  const game = gameById(gameId);
  const config = trainingConfig.parse({
    game: gameId,
    algorithm: 'actor-critic',
    games: 4,
    iterations: 1,
    gamma: 0.9,
    actorRate: 1e-3,
    criticRate: 1e-3,
    entropy: 0,
    network: { encoder: [8], memory: 8 },
  });
  const spec = game.spec(game.params.parse({}));
  const learner = createLearner(config, spec, 5, createWasmNetwork);
  const player = scriptedPlayer(gameId, opponent);
  const shared = { learner, game, createNetwork: createWasmNetwork, games: 32, steps, seed: 3 };
  return playMatches({ ...shared, opponent: player });
}

describe('evaluation', () => {
  test('[LN26] a programmed opponent plays its own strategy in its own rows', async () => {
    const { decisions, rows, steps, learnable } = await match('ipd', 'tit-for-tat');
    for (let t = 0; t < steps; t += 1) {
      for (let row = 0; row < rows; row += 2) {
        const copied = t === 0 ? 0 : decisions[(t - 1) * rows + row];
        expect(decisions[t * rows + row + 1]).toBe(copied);
        expect(learnable[t * rows + row + 1]).toBe(0);
      }
    }
  });

  test('[LN26] continuous actions at the ends of the interval reach the game exactly', async () => {
    const rollout = await match('negotiation', 'always-defect');
    const head = actionHeadFor(
      gameById('negotiation').spec({ ...(gameById('negotiation').params.parse({}) as object) }).actions,
    );
    expect(head.action(rollout.decisions, head.stored)).toEqual([5, 5, 5]);
  });

  test('[LN27] cooperation is counted by the previous joint action, own move first', () => {
    const rollout = emptyRollout({ steps: 4, seats: 2, rows: 2, inputs: { inputs: 4 }, stored: 1 });
    rollout.decisions.set([0, 1, 1, 1, 0, 0, 1, 0]); // seat 0: C D C D, seat 1: D D C C
    expect(cooperationBySituation(rollout)).toEqual({ start: 1, CC: 0, CD: 0, DC: NaN, DD: 1 });
  });

  test('[LN27] mean rewards are per step and seat, over steps that were played', () => {
    const rollout = emptyRollout({ steps: 2, seats: 2, rows: 2, inputs: { inputs: 1 }, stored: 1 });
    rollout.rewards.set([1, 2, 3, 4]);
    expectClose([meanReward(rollout, 0), meanReward(rollout, 1)], [2, 3]);
    rollout.playing.set([1, 1, 0, 0]);
    expectClose([meanReward(rollout, 0), meanReward(rollout, 1)], [1, 2]);
  });
});
