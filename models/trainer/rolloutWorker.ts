// A thread that plays a part of the games of every iteration and learns along, until it is terminated.
import { parentPort, workerData } from 'node:worker_threads';
import { gameById } from '../../shared/games/registry.ts';
import { openBackend } from '../backend.ts';
import { resolveOpponents } from './resolveOpponents.ts';
import { savedPlay } from './playState.ts';
import { restoreRun } from './restoreRun.ts';
import { readRunConfig } from './runFolder.ts';
import { SharedTeam } from './sharedTeam.ts';
import { selvesBefore } from './startFrom.ts';
import { tallyOf, type Tally } from './tally.ts';
import { startTrainingRun } from './trainingRun.ts';
import { memberConfig, type WorkerStart } from './workers.ts';

const { folder, memory, member, port, directory, codeVersion } = workerData as WorkerStart;

const team = new SharedTeam(memory, member);
try {
  const runConfig = readRunConfig(folder);
  const { config, seed, backend } = runConfig;
  const { createNetwork } = await openBackend(backend);
  const run = startTrainingRun({
    config: memberConfig(config, memory.size),
    game: gameById(config.game),
    seed,
    createNetwork,
    opponents: await resolveOpponents(config, { directory, codeVersion }),
    team,
    selvesBefore: selvesBefore(runConfig),
  });
  restoreRun(folder, run, member);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  parentPort?.postMessage(savedPlay(run));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
  const tell = (message: Tally | Uint8Array): void => port.postMessage(message);
  for (;;) {
    // The update's sums are a meeting: who comes out of them finds what was told before.
    await run.iterate((rollout) => tell(tallyOf(config.game, rollout, run)));
    const play = savedPlay(run);
    if (play === undefined) continue;
    tell(play);
    team.meet();
  }
} catch (error) {
  team.fail();
  throw error;
}
