// A thread that plays a part of the games of every iteration and learns along, until it is terminated.
import { parentPort, workerData } from 'node:worker_threads';
import { gameById } from '../../shared/games/registry.ts';
import { openBackend } from '../backend.ts';
import { resolveOpponents } from './resolveOpponents.ts';
import { savedPlay } from './playState.ts';
import { restoreRun } from './restoreRun.ts';
import { readRunConfig } from './runFolder.ts';
import { SharedTeam } from './sharedTeam.ts';
import { tallyOf } from './tally.ts';
import { startTrainingRun } from './trainingRun.ts';
import { memberConfig, type Counted, type WorkerStart } from './workers.ts';

const { folder, memory, member, port, directory, codeVersion } = workerData as WorkerStart;

const team = new SharedTeam(memory, member);
try {
  const { config, seed, backend } = readRunConfig(folder);
  const { createNetwork } = await openBackend(backend);
  const run = startTrainingRun({
    config: memberConfig(config, memory.size),
    game: gameById(config.game),
    seed,
    createNetwork,
    opponents: await resolveOpponents(config, { directory, codeVersion }),
    team,
  });
  restoreRun(folder, run, member);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(savedPlay(run));
  for (;;) {
    const { rollout } = await run.iterate();
    const counted: Counted = { tally: tallyOf(config.game, rollout, run.companies), play: savedPlay(run) };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
    port.postMessage(counted);
    team.meet();
  }
} catch (error) {
  team.fail();
  throw error;
}
