import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gameById } from '../../shared/games/registry.ts';
import type { AnyGame } from '../../shared/game.ts';
import { agentPlaces, type AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { openBackend, type Backend } from '../backend.ts';
import { createLearner } from '../learner.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import { EVALUATION_GAMES, evaluateLearner, type Evaluation } from './evaluateLearner.ts';
import type { GoodWeights } from './health.ts';
import { keepAgent, type KeptAgent } from './keepAgent.ts';
import type { Metrics } from './measure.ts';
import { resolveOpponents } from './resolveOpponents.ts';
import type { RunConfig } from './runConfig.ts';
import { lockRun } from './runLock.ts';
import { readMetrics, readRunConfig, replaceFile, RESULT_FILE } from './runFolder.ts';
import { plotRun } from './plotRun.ts';
import { RunStore } from './runStore.ts';
import { ALONE, type Team } from '../team.ts';
import { selvesBefore, startFrom } from './startFrom.ts';
import { startTrainingRun, type TrainingRun } from './trainingRun.ts';
import { trainLoop, type RunProgress } from './trainLoop.ts';
import { memberConfig, NO_WORKERS, startWorkers, type Workers } from './workers.ts';
import { UnusableRun } from './unusableRun.ts';

/** What training needs of the machine. */
export interface TrainerSurroundings {
  /** Relative references and `data/agents` are relative to it. */
  readonly directory: string;
  /** Where agents are looked for and kept; left out: in `data/agents` of the directory. */
  readonly agents?: AgentPlaces;
  readonly codeVersion: string;
  readonly seconds: () => number;
  /** Processor time of this thread. */
  readonly cpuSeconds: () => number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

export interface TrainJob extends TrainerSurroundings {
  /** A run's folder with its `config.json`; what is saved there already is gone on from. */
  readonly folder: string;
  readonly breathe: (progress: RunProgress) => Promise<'go-on' | 'stop'>;
  /** Games against each opponent after training. */
  readonly evaluationGames?: number;
}

/** What became of a run. */
export interface TrainResult {
  readonly kind: 'finished' | 'stopped' | 'broken';
  /** Why it is broken. */
  readonly reason: string | null;
  readonly game: string;
  readonly algorithm: string;
  readonly seed: number;
  readonly folder: string;
  readonly iterations: number;
  readonly agentSteps: number;
  /** Of training, without evaluation. */
  readonly seconds: number;
  /**
   * The same on one core, however much else the machine had to do; null where workers shared it or another process
   * began it.
   */
  readonly cpuSeconds: number | null;
  readonly backend: string;
  /** Of the last iteration. */
  readonly metrics: Metrics | null;
  /** Left out where the run was stopped. */
  readonly agent: KeptAgent | null;
  readonly evaluation: Evaluation['measures'] | null;
}

/**
 * Trains the run of a folder to its end, from its start or from where it was saved, and keeps what it learned.
 * @throws UnusableRun, UnusableCheckpoint or UnusablePlayer if it cannot begin
 */
export async function trainJob(job: TrainJob): Promise<TrainResult> {
  const unlock = lockRun(job.folder);
  return train(job).finally(unlock);
}

async function train(job: TrainJob): Promise<TrainResult> {
  const { folder } = job;
  const runConfig = readRunConfig(folder);
  const { config, seed } = runConfig;
  const game = gameFor(runConfig, folder);
  const { createNetwork } = await backendFor(runConfig, folder);
  const opponents = await resolveOpponents(config, job);
  const start = (team: Team, size: number): TrainingRun =>
    startTrainingRun({
      config: memberConfig(config, size),
      game,
      seed,
      createNetwork,
      opponents,
      team,
      selvesBefore: selvesBefore(runConfig),
    });
  const { from } = runConfig;
  if (from !== undefined) {
    const freshRun = (): TrainingRun => start(ALONE, runConfig.workers);
    await startFrom({ folder, from, places: placesOf(job), freshRun });
  }
  const workers = await workersFor(runConfig, game, job);
  const { end, iterations, agentSteps, cpuSeconds } = await withWorkers(workers, () =>
    loop(start(workers.team, workers.team.size), { job, runConfig, workers }),
  );
  const before = readResult(folder);
  // Nothing was left to do: the agent is kept already.
  if (end.metrics === undefined && before?.iterations === iterations) return { ...before, folder };
  const kept = end.kind === 'stopped' ? undefined : await keep(job, { runConfig, game, createNetwork }, end);
  const result: TrainResult = {
    kind: end.kind,
    reason: end.reason ?? null,
    game: game.id,
    algorithm: config.algorithm,
    seed,
    folder,
    iterations,
    agentSteps,
    seconds: end.seconds,
    cpuSeconds: runConfig.workers === 1 ? cpuSeconds : null,
    backend: runConfig.backend,
    metrics: end.metrics ?? null,
    agent: kept?.agent ?? null,
    evaluation: kept?.evaluation.measures ?? null,
  };
  if (kept !== undefined) writeResult(folder, result);
  return result;
}

function placesOf({ agents, directory }: TrainJob): AgentPlaces {
  return agents ?? agentPlaces(directory);
}

interface LoopContext {
  readonly job: TrainJob;
  readonly runConfig: RunConfig;
  readonly workers: Workers;
}

async function loop(run: TrainingRun, { job, runConfig, workers }: LoopContext) {
  const { config, until } = runConfig;
  const { seconds, cpuSeconds, breathe } = job;
  const agentStepsPerIteration = config.games * config.steps * run.seats;
  const store = new RunStore(job.folder, run, () => workers.plays());
  const secondsBefore = store.restore();
  const tallies = () => workers.tallies();
  const input = { run, store, until, agentStepsPerIteration, tallies, secondsBefore, seconds, breathe };
  const cpuBefore = cpuSeconds();
  const end = await trainLoop(input);
  const { iteration } = run.learner;
  return {
    end,
    iterations: iteration,
    agentSteps: iteration * agentStepsPerIteration,
    cpuSeconds: secondsBefore > 0 ? null : cpuSeconds() - cpuBefore,
  };
}

function writeResult(folder: string, result: TrainResult): void {
  replaceFile(join(folder, RESULT_FILE), `${JSON.stringify(result, null, 2)}\n`);
}

/** Of an earlier process, if it came to an end. */
function readResult(folder: string): TrainResult | undefined {
  const file = join(folder, RESULT_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TrainResult) : undefined;
}

async function withWorkers<T>(workers: Workers, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await workers.reasonOf(error);
  } finally {
    await workers.end();
  }
}

function workersFor(
  { config, workers }: RunConfig,
  game: AnyGame,
  { folder, directory, codeVersion }: TrainJob,
): Promise<Workers> | Workers {
  if (workers === 1) return NO_WORKERS;
  return startWorkers({ config, game, count: workers, folder, directory, codeVersion });
}

/** Another backend would give other numbers. */
function backendFor({ backend }: RunConfig, folder: string): Promise<Backend> {
  return openBackend(backend).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableRun(
      `${folder}: ${reason}; a run goes on only with the backend that it was begun with (train --backend wasm begins one that runs on every machine)`,
      { cause: error },
    );
  });
}

function gameFor({ config, rulesVersion }: RunConfig, folder: string): AnyGame {
  const game = gameById(config.game);
  if (game.rulesVersion === rulesVersion) return game;
  throw new UnusableRun(
    `${folder}: expected a run under rules ${game.rulesVersion} of ${game.id}, got rules ${rulesVersion}`,
  );
}

interface Trained {
  readonly runConfig: RunConfig;
  readonly game: AnyGame;
  readonly createNetwork: Backend['createNetwork'];
}

async function keep(
  job: TrainJob,
  { runConfig, game, createNetwork }: Trained,
  { good, seconds }: { readonly good: GoodWeights; readonly seconds: number },
) {
  const { config, seed } = runConfig;
  // The good weights in a learner of their own: those of the run may be broken.
  const shape = learnableGame(game, game.params.parse(config.params));
  const learner = createLearner({ ...config, games: 1 }, shape, seed, createNetwork);
  const actor = good.networks['actor'] ?? good.networks['policy'];
  if (actor !== undefined) learner.actor.network.parameters.set(actor.parameters);
  const games = job.evaluationGames ?? EVALUATION_GAMES;
  const evaluation = await evaluateLearner({ learner, game, createNetwork, games });
  const metrics = readMetrics(job.folder);
  const agent = await keepAgent({
    game,
    runConfig,
    networks: good.networks,
    iterations: good.iteration,
    seconds,
    codeVersion: job.codeVersion,
    now: job.now(),
    agents: placesOf(job).agents,
    folder: job.folder,
    evaluation,
    plots: metrics.length > 0 ? plotRun(metrics) : {},
  });
  return { agent, evaluation };
}
