import type { TrainingConfig } from '../../models/config.ts';
import { probeIpd } from '../../models/evaluation/ipdProbe.ts';
import type { CreateNetwork } from '../../models/learner.ts';
import { startTrainingRun, type TrainingRun } from '../../models/trainer/trainingRun.ts';
import type { AnyGame } from '../../shared/game.ts';
import { ipd } from '../../shared/games/ipd/game.ts';
import type { Seed } from '../../shared/random.ts';
import type { LearnedPolicy, Probe, Progress } from './protocol.ts';

export interface PracticeOptions {
  readonly config: TrainingConfig;
  readonly seed: Seed;
  readonly createNetwork: CreateNetwork;
  /** What probes compute with: asked anew each time, since a better one may have loaded meanwhile. */
  readonly probeNetwork: () => CreateNetwork;
  /** Milliseconds. */
  readonly now: () => number;
  /** Resolves when whoever waits for this thread has had a turn. */
  readonly breathe: () => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
}

/** How many iterations lie between two probes. */
export const PROBE_EVERY = 10;
/** Games of one probe. The same seed each time: what moves in the bars is the policy, not the draw. */
const PROBE_GAMES = 64;
const PROBE_SEED = 1;
/** Ten reports a second are enough to look smooth. */
const REPORT_MS = 100;

/** One learner from nothing to the end of its config, with pauses. */
export class Practice {
  readonly #options: PracticeOptions;
  readonly #training: TrainingRun;
  #gate: { readonly opened: Promise<void>; readonly open: () => void } | undefined;
  #stopped = false;
  #rewards: number[] = [];
  #probe: Probe | undefined;
  #spentMs = 0;
  #reportedAt = 0;

  constructor(options: PracticeOptions) {
    const { config, seed, createNetwork } = options;
    this.#options = options;
    this.#training = startTrainingRun({ config, game: ipd as unknown as AnyGame, seed, createNetwork });
  }

  /**
   * Learns until it is done or stopped.
   * @returns whether it came to its end   @throws Error if rewards or probabilities are no numbers any more
   */
  async learn(): Promise<'finished' | 'stopped'> {
    const { config, now, breathe } = this.#options;
    await this.#timed(() => this.#look());
    while (this.#training.learner.iteration < config.iterations) {
      await breathe();
      if (this.#gate) {
        this.#report(); // what stands still is shown to the last lesson
        await this.#gate.opened;
      }
      if (this.#stopped) return 'stopped';
      await this.#timed(() => this.#iterate());
      if (now() - this.#reportedAt >= REPORT_MS) this.#report();
    }
    this.#report();
    return 'finished';
  }

  pause(): void {
    this.#gate ??= openableGate();
  }

  resume(): void {
    this.#gate?.open();
    this.#gate = undefined;
  }

  stop(): void {
    this.#stopped = true;
    this.resume();
  }

  /** A copy of the policy as it is now. */
  get policy(): LearnedPolicy {
    const { actor, iteration } = this.#training.learner;
    const { layout, parameters } = actor.network;
    return { iteration, spec: layout.spec, parameters: parameters.slice() };
  }

  async #iterate(): Promise<void> {
    const { learner } = this.#training;
    const { rollout } = await this.#training.iterate();
    const reward = rollout.rewards.reduce((sum, each) => sum + each, 0) / rollout.rewards.length;
    if (!learner.actor.network.parameters.every(Number.isFinite))
      throw new Error(`expected finite parameters after iteration ${learner.iteration}, got NaN or infinity`);
    this.#rewards.push(reward);
    const last = learner.iteration === this.#options.config.iterations;
    if (last || learner.iteration % PROBE_EVERY === 0) await this.#look();
  }

  async #look(): Promise<void> {
    const { learner } = this.#training;
    const cooperation = await probeIpd({
      learner,
      createNetwork: this.#options.probeNetwork(),
      games: PROBE_GAMES,
      seed: PROBE_SEED,
    });
    this.#probe = { iteration: learner.iteration, cooperation };
  }

  async #timed(work: () => Promise<void>): Promise<void> {
    const { now } = this.#options;
    const before = now();
    await work();
    this.#spentMs += now() - before;
  }

  #report(): void {
    if (this.#rewards.length === 0 && this.#probe === undefined) return;
    this.#reportedAt = this.#options.now();
    const progress = { rewards: this.#rewards, probe: this.#probe, seconds: this.#spentMs / 1000 };
    this.#rewards = [];
    this.#probe = undefined;
    this.#options.onProgress(progress);
  }
}

function openableGate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
