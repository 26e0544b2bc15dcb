import { expect, test } from '@jest/globals';
import { learnedPlayer } from '../../../client/learn/learnedPlayer.ts';
import { LocalGame } from '../../../client/learn/localGame.ts';
import type { LearnedPolicy } from '../../../client/learn/protocol.ts';
import { initialise } from '../../../models/networks/initialise.ts';
import { groupOf, layOut } from '../../../models/networks/layout.ts';
import { COOPERATE, DEFECT } from '../../../shared/games/ipd/game.ts';
import { scriptedPlayer } from '../../../shared/scripted/registry.ts';

const LAYOUT = layOut({ inputs: 4, encoder: [8], memory: 8, heads: { actor: { layers: [], outputs: 2 } } });

/** A policy that prefers one move whatever happens. */
function stubborn(move: number): LearnedPolicy {
  const parameters = new Float32Array(LAYOUT.length);
  parameters[groupOf(LAYOUT, 'actor.0.bias').offset + move] = 50;
  return { iteration: 12, spec: LAYOUT.spec, parameters };
}

function gameAgainst(policy: LearnedPolicy, seed = 3): LocalGame {
  return new LocalGame({ opponent: (spec) => learnedPlayer(policy, spec), seed, labels: ['You', 'Learner'] });
}

test('[WL4] a game against what was learned goes by the rules, to its end, without anybody else', () => {
  const game = gameAgainst(stubborn(DEFECT));
  expect(game.turn.value).toMatchObject({ step: 0, status: 'running', side: 0, labels: ['You', 'Learner'] });
  for (let round = 0; round < 16; round += 1) game.move(COOPERATE);
  expect(game.turn.value).toMatchObject({ step: 16, status: 'truncated', moved: false });
  expect(game.returns).toEqual([-48, 0]);
  const over = game.turn.value;
  game.move(COOPERATE);
  expect(game.turn.value).toBe(over);
});

test('[WL4] the learner plays what its network says', () => {
  const game = gameAgainst(stubborn(COOPERATE));
  game.move(DEFECT);
  expect(game.turn.value.view.history).toEqual([{ own: DEFECT, other: COOPERATE }]);
  expect(game.turn.value.previousView?.history).toEqual([]);
});

test('[WL4] the learner chooses before it can know the move of this round', () => {
  const policy = { iteration: 0, spec: LAYOUT.spec, parameters: initialise(LAYOUT, 8, 'actor') };
  const first = (move: number) => {
    const game = gameAgainst(policy, 11);
    game.move(move);
    return game.turn.value.view.history[0]?.other;
  };
  expect(first(COOPERATE)).toBe(first(DEFECT));
});

test('[WL4] the same seed plays the same, and the memory is that of one game', () => {
  const player = { iteration: 0, spec: LAYOUT.spec, parameters: initialise(LAYOUT, 8, 'actor') };
  const play = (): unknown => {
    const game = gameAgainst(player, 21);
    for (let round = 0; round < 16; round += 1) game.move(round % 3 === 0 ? DEFECT : COOPERATE);
    return game.turn.value.view.history;
  };
  expect(play()).toEqual(play());
});

test('[WL4] any player may take the seat of the learner', () => {
  const game = new LocalGame({
    opponent: () => scriptedPlayer('ipd', 'tit-for-tat'),
    seed: 1,
    labels: ['You', 'tit-for-tat'],
  });
  for (const move of [DEFECT, COOPERATE, COOPERATE]) game.move(move);
  expect(game.turn.value.view.history.map(({ other }) => other)).toEqual([COOPERATE, DEFECT, COOPERATE]);
});
