import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openBackend, type Backend } from '../../../models/backend.ts';
import { NO_FEATURE } from '../../../models/networks/layout.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { layoutsFor } from '../../../models/learner.ts';
import { actionHeadFor } from '../../../models/networks/actionHead.ts';
import { agentPlayer } from '../../../models/players/agentPlayer.ts';
import { createCheckpointPolicy } from '../../../models/policies/checkpointPolicy.ts';
import { readSeat, seatInputs } from '../../../models/policies/readSeat.ts';
import { companiesOf } from '../../../models/trainer/companies.ts';
import { configFile, readConfig } from '../../../models/trainer/findConfig.ts';
import { resolveOpponents } from '../../../models/trainer/resolveOpponents.ts';
import { trainJob } from '../../../models/trainer/trainJob.ts';
import { startTrainingRun } from '../../../models/trainer/trainingRun.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { Inference } from '../../../server/inference/inference.ts';
import { startInferenceThread } from '../../../server/inference/inferenceThread.ts';
import { systemClock } from '../../../server/systemClock.ts';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { learnableGame } from '../../../shared/learnableGame.ts';
import { seatPlayer } from '../../../shared/seatedPlayer.ts';
import { makeJob, makeRunFolder, makeTinyCommons, TINY_GTRXL } from '../../fixtures/makeRun.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('wasm');
});

afterAll(removeTemporaryFolders);

const rooms: Inference[] = [];
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((inference) => inference.close()));
});

const ALGORITHM = 'proximal-advantage-alignment';
const fail = (what: string): void => {
  throw new Error(what);
};
const config = makeTinyCommons({ network: TINY_GTRXL, opponents: [] });
const game = gameById('harvest');

describe('training a gated transformer', () => {
  test('[GX10] memories go on over the ends of rollouts, and the optimiser begins with what was remembered in play', async () => {
    const { createNetwork } = backend;
    const run = startTrainingRun({ config, game, seed: 3, createNetwork });
    const { head, actor } = run.learner;
    const { layout } = actor.network;
    let carried = 0;
    for (let iteration = 0; iteration < 6; iteration += 1) {
      const before = actor.network.parameters.slice();
      const { rollout } = await run.iterate();
      const { rows, steps, memories, starts } = rollout;
      const again = createNetwork(layout, { rows, steps });
      again.parameters.set(before);
      again.observations.set(rollout.observations.subarray(0, again.observations.length));
      again.initialMemory.set(memories);
      await again.forward();
      const { width } = layout.heads.actor!;
      for (let cell = 0; cell < rows * steps; cell += 1) {
        if (rollout.learnable[cell] === 0) continue;
        const from = { outputs: again.outputs('actor'), offset: cell * width, free: new Float32Array(0) };
        const probability = head.probabilities(from)![rollout.decisions[cell]!]!;
        expect(Math.log(probability)).toBeCloseTo(rollout.logProbs[cell]!, 4);
      }
      for (let row = 0; row < rows; row += 1) {
        // Of guests nothing is remembered.
        if (rollout.order.indexOf(row) >= rollout.learners) continue;
        const count = memories[(row + 1) * again.memoryLength - 1]!;
        expect(count > 0).toBe(starts[row] === 0);
        carried += Number(count > 0);
      }
    }
    expect(carried).toBeGreaterThan(20);
  });

  test('[GX11] the small config trains, and the agent that comes out plays: alone, and in a room as it would alone', async () => {
    const committed = readConfig(configFile({ game: 'harvest', algorithm: ALGORITHM, profile: 'gpu-smoke' }));
    const { agent, metrics } = await trainJob(makeJob(makeRunFolder({ ...committed, iterations: 3 })));
    expect(metrics).toMatchObject({ iteration: 3 });
    const checkpoint = await loadCheckpoint(agent!.folder);
    expect(checkpoint.meta.networks['actor']).toMatchObject({ kind: 'gtrxl' });
    const policy = createCheckpointPolicy(checkpoint, 'computed');
    const definition = agentPlayer(checkpoint, 'computed');
    const inference = new Inference({
      clock: systemClock,
      onTrouble: fail,
      startThread: startInferenceThread,
    });
    rooms.push(inference);
    const episode = startAnyEpisode(game, {}, 5);
    const params = game.params.parse({});
    const seats = Array.from({ length: episode.spec.numSeats }, (_, seat) => ({
      alone: seatPlayer({ definition, options: {}, params, spec: episode.spec, seat, seed: 5 }),
      inRoom: inference.seat(checkpoint, policy, { seed: 5, seat }),
    }));
    for (let step = 0; step < 7; step += 1) {
      const alone = seats.map(({ alone: player }) => player.choose(episode));
      const answers = await Promise.all(
        seats.map(({ inRoom }, seat) => {
          const row = seatInputs(policy.inputs, 1);
          readSeat(policy.inputs, episode, seat, row, 0);
          return inRoom.ask(step, row.subarray(0, row.indexOf(NO_FEATURE)));
        }),
      );
      for (const [seat, answer] of answers.entries()) {
        const { action, probabilities } = alone[seat]!;
        expect(answer).toMatchObject({ kind: 'chosen', choice: { action, probabilities } });
      }
      episode.advance(alone.map(({ action }) => action));
    }
  });

  test.each([ALGORITHM, 'ppo', 'ppo-summed'])(
    '[GX11] the GPU config of %s is as large as the paper says, and finds its opponents',
    async (algorithm) => {
      const committed = readConfig(configFile({ game: 'harvest', algorithm, profile: 'gpu' }));
      const shape = learnableGame(game, game.params.parse(committed.params));
      const { actor, critic } = layoutsFor(committed, shape, actionHeadFor(shape.actions));
      expect(actor.spec).toMatchObject({
        gtrxl: { layers: 3, width: 192, context: 15 },
        longest: expect.any(Number),
      });
      expect(critic.spec.inputs).toBeGreaterThan(actor.spec.inputs);
      expect(committed.games).toBeGreaterThanOrEqual(512);
      const opponents = await resolveOpponents(committed, { directory: '.', codeVersion: 'test' });
      expect(opponents).toHaveLength(4);
      expect(companiesOf(committed).map(({ games }) => games)).toEqual([64, 64, 64, 64, 64]);
    },
  );
});
