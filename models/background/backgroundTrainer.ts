import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CLOCK_NUDGE_MS } from '../../shared/clock.ts';
import type { CurrentTurn, DoneTurn, TrainerJob, TrainerState } from '../../shared/lifecycle/trainerState.ts';
import { readRegistry } from '../checkpoints/agentRegistry.ts';
import { JournalError } from '../checkpoints/lifeJournal.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { listAgents, releasedIds } from '../checkpoints/agents.ts';
import { lookAround } from './cast.ts';
import { damagedAgents } from './damagedAgents.ts';
import { PeopleUnreadable, type RunPeopleScript } from '../people/readPeople.ts';
import { imitateTurn } from './imitateTurn.ts';
import { lookAtPeople } from './newPeople.ts';
import { isDiskFull, isExpected } from './faults.ts';
import { nextJob, type Cast } from './nextJob.ts';
import { Pacer, type PacerOptions } from './pacer.ts';
import { namesOfRuns, prunableAgents, prunableRuns, removeAgent, runsFolder } from './prune.ts';
import { doneTurn, judgeTurn, runName, trainTurn, type TurnStep, type TurnSurroundings } from './runTurn.ts';
import { StateKeeper } from './stateKeeper.ts';
import { oneLine, reportTurn } from './turnReport.ts';

export interface BackgroundOptions
  extends
    Omit<TurnSurroundings, 'rest' | 'bestResponses' | 'seed'>,
    Omit<PacerOptions, 'config' | 'onYield'> {
  /** The data folder. */
  readonly data: string;
  /** Writes one line. */
  readonly log: (line: string) => void;
  /** Drawn once for a data folder. */
  readonly newSeed: () => number;
  /** Ids of agents in the research log; undefined if it could not be read: then no checkpoint is deleted. */
  readonly usedAgents: () => Promise<ReadonlySet<string> | undefined>;
  /** Asks the server's part for what people did. */
  readonly runServerScript: RunPeopleScript;
}

/** Times that a turn is begun without getting anywhere before it is given up: it kills the process, perhaps. */
const MOST_ATTEMPTS = 5;
const WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 300_000;
const SECONDS_BETWEEN_YIELDS_TOLD = 300;

/** Takes turns for ever: trains, hands candidates to the gate, tidies up. All that counts is in its state on the disk. */
export class BackgroundTrainer {
  readonly #options: BackgroundOptions;
  readonly #keeper: StateKeeper;
  readonly #pacer: Pacer;
  #cast: Cast = {};
  #failures = 0;
  #isDiskFull = false;
  #hasToldOfPeople = false;
  #toldOfYield = Number.NEGATIVE_INFINITY;
  /** Ids of agents that it has told of. */
  readonly #damaged = new Set<string>();
  /** By the machine's clock, when it last looked at it. */
  #latest: number | undefined;

  constructor(options: BackgroundOptions) {
    this.#options = options;
    this.#keeper = new StateKeeper(options);
    this.#pacer = new Pacer({
      ...options,
      onYield: (to, why) => {
        if (to === 'server') this.#tellOfYield(why);
        this.#keeper.doing(to === 'server' ? 'yielding to the server' : this.#phase());
      },
    });
  }

  get state(): TrainerState {
    return this.#keeper.state;
  }

  /** Until it is told to stop.  @throws what nobody expected; the next process goes on from the state */
  async run(): Promise<void> {
    const { isStopping } = this.#options;
    while (!isStopping()) {
      try {
        await this.#step();
        if (this.#isDiskFull) this.#options.log('the disk has room again: goes on');
        this.#isDiskFull = false;
      } catch (error) {
        await this.#recover(error);
      }
    }
    try {
      this.#keeper.save({ doing: 'stopped' });
    } catch (error) {
      if (!isDiskFull(error)) throw error;
    }
  }

  async #step(): Promise<void> {
    this.#keeper.flush();
    if ((await this.#pacer.rest()) === 'stop') return;
    const current = this.#keeper.state.current ?? (await this.#begin());
    if (current === undefined) {
      this.#keeper.doing('waiting for people to meet the candidates');
      await this.#options.sleep(WAIT_MS);
      return;
    }
    if (current.attempts >= MOST_ATTEMPTS) {
      this.#end(this.#failed(current, `given up: ${MOST_ATTEMPTS} times it was begun and got nowhere`));
      return;
    }
    this.#keeper.save({ doing: this.#phase(), current: { ...current, attempts: current.attempts + 1 } });
    const step = await this.#work(current);
    if (step.kind === 'trained') {
      const { agent, iterations } = step;
      const judging = { ...current, agent, iterations, phase: 'judging', attempts: 0, share: 0 } as const;
      this.#keeper.save({ current: judging });
    } else if (step.kind === 'done') {
      this.#failures = 0;
      this.#end(step.turn);
      await this.#tidyUp();
    } else this.#keeper.save({});
  }

  async #begin(): Promise<CurrentTurn | undefined> {
    const { places, log } = this.#options;
    this.#lookAtClock();
    await this.#lookAround();
    const { state } = this.#keeper;
    const people = await this.#lookAtPeople();
    const job = await this.#nextJob(people);
    if (job === undefined) return undefined;
    const isFirst = Object.values(this.#cast).every((cast) => cast.people.length === 0);
    if (isFirst && job.kind !== 'imitate' && !this.#hasToldOfPeople) {
      this.#hasToldOfPeople = true;
      log('there are no models of people yet: their share of the games goes to self-play');
    }
    const folder = join(runsFolder(places.agents), runName(job));
    const current: CurrentTurn = {
      job,
      folder,
      phase: 'training',
      attempts: 0,
      agent: null,
      iterations: 0,
      share: 0,
    };
    this.#keeper.save({
      current,
      people,
      turns: state.turns + 1,
      // Of those that make candidates or their opponents: models of people come on top.
      ...(job.kind !== 'imitate' && {
        turnsOf: { ...state.turnsOf, [job.game]: (state.turnsOf[job.game] ?? 0) + 1 },
      }),
    });
    return current;
  }

  /** Without the log there is nothing new: candidates are made all the same. */
  async #lookAtPeople(): Promise<TrainerState['people']> {
    const { runServerScript, data, config, log } = this.#options;
    const { people: seen } = this.#keeper.state;
    if (config.mix.people === 0) return seen;
    const simulated = config.simulatedPeople;
    try {
      return await lookAtPeople({ runServerScript, data, simulated, seen, cast: this.#cast });
    } catch (error) {
      if (!(error instanceof PeopleUnreadable)) throw error;
      log(`makes no models of people for now: ${error.message}`);
      return seen;
    }
  }

  async #lookAround(without?: ReadonlySet<string>): Promise<void> {
    ({ cast: this.#cast } = await lookAround(this.#options.places, without));
  }

  /** What is next, without those whose files are damaged. */
  async #nextJob(people: TrainerState['people']): Promise<TrainerJob | undefined> {
    const { places, config, log } = this.#options;
    const without = new Set<string>();
    for (;;) {
      const job = nextJob({ ...this.#keeper.state, people }, config, this.#cast);
      const damaged = job === undefined ? new Map() : await damagedAgents(job, places);
      if (damaged.size === 0) return job;
      for (const [id, why] of damaged) {
        without.add(id);
        if (!this.#damaged.has(id))
          log(`does without agent:${shortId(id)}, which is damaged: ${oneLine(why)}`);
        this.#damaged.add(id);
      }
      await this.#lookAround(without);
    }
  }

  /** A busy server would fill its log. */
  #tellOfYield(why: string): void {
    const { seconds, log } = this.#options;
    if (seconds() - this.#toldOfYield < SECONDS_BETWEEN_YIELDS_TOLD) return;
    this.#toldOfYield = seconds();
    log(`yields: ${why}`);
  }

  /** Turns are counted by their number, so nothing follows from a clock that was set; but times told differ. */
  #lookAtClock(): void {
    const { now, log } = this.#options;
    const time = now();
    this.#latest ??= this.#keeper.state.done.at(-1)?.at ?? time;
    const back = this.#latest - time;
    if (back > CLOCK_NUDGE_MS)
      log(`the machine's clock was set back by ${Math.round(back / 1000)} s; turns go on in their order`);
    this.#latest = time;
  }

  async #work(current: CurrentTurn): Promise<TurnStep> {
    const { phase, agent, job } = current;
    if (this.#cast[job.game] === undefined) await this.#lookAround();
    const surroundings: TurnSurroundings = {
      ...this.#options,
      seconds: () => this.#pacer.seconds(),
      rest: () => this.#pacer.rest(),
      bestResponses: this.#cast[job.game]?.bestResponses ?? [],
      seed: this.#keeper.state.seed,
    };
    const onProgress = this.#keeper.progress.bind(this.#keeper);
    if (job.kind === 'imitate') {
      const knowledge = this.#cast[job.game]?.knowledge ?? null;
      return imitateTurn(current, { ...this.#options, ...surroundings, knowledge }, onProgress);
    }
    if (phase === 'training' || agent === null) return trainTurn(current, surroundings, onProgress);
    return judgeTurn({ ...current, agent }, surroundings, onProgress);
  }

  #phase(): string {
    const { current } = this.#keeper.state;
    return current === null ? 'looking around' : current.phase;
  }

  #failed(current: CurrentTurn, why: string): DoneTurn {
    return { ...doneTurn(current, this.#options), agent: current.agent, why };
  }

  #end(turn: DoneTurn): void {
    this.#options.log(reportTurn(turn));
    this.#keeper.end(turn);
  }

  async #recover(error: unknown): Promise<void> {
    const { log, sleep } = this.#options;
    if (isDiskFull(error)) {
      if (!this.#isDiskFull)
        log(`the disk is full: waits until there is room, and loses nothing (${messageOf(error)})`);
      this.#isDiskFull = true;
      this.#keeper.forgive();
      await sleep(WAIT_MS);
      return;
    }
    if (!isExpected(error)) throw error;
    this.#failures += 1;
    const { current } = this.#keeper.state;
    // Somebody else may have the journal for the moment.
    if (current === null || error instanceof JournalError) log(`tries again later: ${messageOf(error)}`);
    else this.#end(this.#failed(current, messageOf(error)));
    await sleep(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.#failures));
  }

  /** Deletes what nobody needs; see `prunableAgents`. */
  async #tidyUp(): Promise<void> {
    const { places, config, usedAgents } = this.#options;
    const { current } = this.#keeper.state;
    const runs = runsFolder(places.agents);
    const folder = current === null ? undefined : basename(current.folder);
    for (const name of prunableRuns(namesOfRuns(runs), folder, config.keep))
      rmSync(join(runs, name), { recursive: true, force: true });
    const { agents } = await listAgents({ ...places, released: '' });
    const registry = readRegistry(places, await releasedIds(places));
    const options = { agents, registry, current: current?.job, keep: config.keep };
    if (prunableAgents({ ...options, used: new Set() }).length === 0) return;
    const used = await usedAgents();
    if (used !== undefined) for (const agent of prunableAgents({ ...options, used })) removeAgent(agent);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
