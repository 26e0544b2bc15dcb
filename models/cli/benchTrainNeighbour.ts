// A thread that trains a run of its own while it is told to: what the machine has for two that share nothing.
import { workerData } from 'node:worker_threads';
import { gameById } from '../../shared/games/registry.ts';
import { openBackend } from '../backend.ts';
import { resolveOpponents } from '../trainer/resolveOpponents.ts';
import { startTrainingRun } from '../trainer/trainingRun.ts';
import { ITERATIONS, STATE, TRAINING, type NeighbourStart } from './benchTrainEngines.ts';

const { config, seed, backend, board } = workerData as NeighbourStart;
const { createNetwork } = await openBackend(backend);
const opponents = await resolveOpponents(config, { directory: '.', codeVersion: 'bench' });
const run = startTrainingRun({ config, game: gameById(config.game), seed, createNetwork, opponents });
for (;;) {
  while (Atomics.load(board, STATE) === TRAINING) {
    await run.iterate();
    Atomics.add(board, ITERATIONS, 1);
    Atomics.notify(board, ITERATIONS);
  }
  Atomics.wait(board, STATE, Atomics.load(board, STATE));
}
