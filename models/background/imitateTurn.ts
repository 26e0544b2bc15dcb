import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gameById } from '../../shared/games/registry.ts';
import type { CurrentTurn, DoneTurn } from '../../shared/lifecycle/trainerState.ts';
import { listAgents } from '../checkpoints/agents.ts';
import { BEHAVIOUR_CLONING } from '../checkpoints/modelCard.ts';
import { CLONE_CONFIG, type CloneProgress } from '../people/clonePeople.ts';
import { isModelOfPeople } from '../checkpoints/origin.ts';
import { makeModelOfPeople, type ModelOfPeople } from '../people/modelOfPeople.ts';
import type { ReadPeopleOptions } from '../people/readPeople.ts';
import { sharesOf } from '../people/sources.ts';
import { METRICS_FILE, replaceFile, RESULT_FILE, RUN_FILE } from '../trainer/runFolder.ts';
import type { GameCast } from './nextJob.ts';
import { doneTurn, type TurnStep, type TurnSurroundings } from './runTurn.ts';
import { madeBy } from './turnConfig.ts';

export interface ImitateSurroundings
  extends
    Pick<TurnSurroundings, 'places' | 'config' | 'codeVersion' | 'seconds' | 'now' | 'rest'>,
    Pick<ReadPeopleOptions, 'runServerScript'> {
  /** The data folder. */
  readonly data: string;
  /** Of the model before. */
  readonly knowledge: GameCast['knowledge'];
}

/** What a run's folder has of a model of people: enough to be drawn beside other runs, and no run to be gone on with. */
const FORMAT = 'commonground.people/1';

/** It was told to stop; what it has learned so far is not worth a model. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * Makes a model of the people of a game, from the beginning whenever it is begun: it takes less than a turn's time.
 * @throws PeopleUnreadable
 */
export async function imitateTurn(
  current: CurrentTurn,
  surroundings: ImitateSurroundings,
  onProgress: (progress: Pick<CurrentTurn, 'iterations' | 'share'>) => void,
): Promise<TurnStep> {
  const { job, folder } = current;
  // It had died between the model and its own state.
  const made = await modelOf(job.turn, surroundings);
  if (made !== undefined) {
    const done = doneTurn({ job, folder, iterations: current.iterations }, surroundings);
    return { kind: 'done', turn: { ...done, agent: made, outcome: 'model', why: 'it was made before' } };
  }
  beginFolder(current);
  try {
    const model = await imitate(current, surroundings, onProgress);
    replaceFile(join(folder, RESULT_FILE), `${JSON.stringify(model, null, 2)}\n`);
    return { kind: 'done', turn: ended(current, surroundings, model) };
  } catch (error) {
    if (error instanceof Interrupted) return { kind: 'stopped' };
    throw error;
  }
}

async function modelOf(turn: number, { places }: ImitateSurroundings): Promise<string | undefined> {
  const { agents } = await listAgents({ ...places, released: '' });
  const found = agents.find(({ meta }) => isModelOfPeople(meta) && meta.training.command === madeBy(turn));
  return found?.meta.id;
}

function beginFolder({ job, folder }: CurrentTurn): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = { game: job.game, algorithm: BEHAVIOUR_CLONING, ...CLONE_CONFIG };
  replaceFile(
    join(folder, RUN_FILE),
    `${JSON.stringify({ format: FORMAT, seed: job.seed, config }, null, 2)}\n`,
  );
}

function imitate(
  { job, folder }: CurrentTurn,
  surroundings: ImitateSurroundings,
  onProgress: Parameters<typeof imitateTurn>[2],
): Promise<ModelOfPeople> {
  const { config, places, rest, seconds, knowledge } = surroundings;
  const { minutes = Infinity, iterations: passes = Infinity } = config.turn;
  const startedAt = seconds();
  const share = (epoch: number): number =>
    Math.min(
      1,
      Math.max(epoch / CLONE_CONFIG.epochs, epoch / passes, (seconds() - startedAt) / (60 * minutes)),
    );
  const pause = async (): Promise<void> => {
    if ((await rest()) === 'stop') throw new Interrupted('told to stop');
  };
  let decisions = 0;
  return makeModelOfPeople({
    ...surroundings,
    game: gameById(job.game),
    seed: job.seed,
    agents: places.agents,
    simulated: config.simulatedPeople,
    ...(knowledge !== null && { knownUntil: knowledge.newest }),
    command: madeBy(job.turn),
    onUpdate: pause,
    async breathe(progress) {
      decisions += progress.sources.decisions;
      appendFileSync(join(folder, METRICS_FILE), `${JSON.stringify(metricsOf(progress, decisions))}\n`);
      onProgress({ iterations: progress.epoch, share: share(progress.epoch) });
      await pause();
      return share(progress.epoch) === 1 ? 'stop' : 'go-on';
    },
  });
}

/** A line of `metrics.jsonl`: as other runs have them, with the log-likelihood of people held back in place of rewards. */
function metricsOf({ epoch, validation, sources }: CloneProgress, agentSteps: number) {
  return {
    iteration: epoch,
    agentSteps,
    reward: null,
    rewards: {},
    logLikelihood: Number(validation.toPrecision(6)),
    sources: sharesOf(sources),
  };
}

function ended(
  { job, folder }: CurrentTurn,
  surroundings: ImitateSurroundings,
  model: ModelOfPeople,
): DoneTurn {
  const { episodes, people, decisions } = model.data;
  const read = `${decisions} decisions of ${people} people in ${episodes} episodes`;
  if (model.kind === 'too-little') {
    const done = doneTurn({ job, folder, iterations: 0 }, surroundings);
    return { ...done, why: `too little to learn from: ${read}` };
  }
  const { fits, training } = model;
  const done = doneTurn({ job, folder, iterations: training.epochs }, surroundings);
  const fit = `log-likelihood ${fits.model.logLikelihood.toFixed(3)} on others, chance ${fits.uniform.logLikelihood.toFixed(3)}`;
  return { ...done, agent: model.id, outcome: 'model', why: `from ${read}; ${fit}` };
}
