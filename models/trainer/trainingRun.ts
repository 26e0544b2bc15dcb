import type { Episode } from '../../shared/episode.ts';
import type { AnyGame } from '../../shared/game.ts';
import { RandomStream, type Seed } from '../../shared/random.ts';
import { ALGORITHMS } from '../algorithms/registry.ts';
import type { Algorithm, UpdateStats } from '../algorithms/algorithm.ts';
import type { TrainingConfig } from '../config.ts';
import {
  createLearner,
  hasMemory,
  keepsChunks,
  learnsInMinibatches,
  type CreateNetwork,
  type Learner,
} from '../learner.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { networkActor, type RowActor } from '../rollout/actor.ts';
import { Arenas, type ArenaPlan, type ArenaPoint } from '../rollout/arenas.ts';
import { ChunkActor } from '../rollout/chunkActor.ts';
import { collect } from '../rollout/collect.ts';
import { inputSpecs } from '../rollout/inputs.ts';
import { learnableGame, type LearnableGame } from '../../shared/learnableGame.ts';
import type { Rollout } from '../rollout/rollout.ts';
import { SnapshotPool } from '../rollout/snapshotPool.ts';
import { SteppingActor } from '../rollout/steppingActor.ts';
import { ALONE, type Team } from '../team.ts';
import { pastSelfName, SELF, type Company } from './companies.ts';
import { planSeating, type Opponent, type SeatingPlan } from './guests.ts';

export interface TrainingRunOptions {
  readonly config: TrainingConfig;
  readonly game: AnyGame;
  readonly seed: Seed;
  readonly createNetwork: CreateNetwork;
  /** Those that the config names, in its order. */
  readonly opponents?: readonly Opponent[];
  /** Past selves that the pool will hold before the first iteration; left out: none. */
  readonly selvesBefore?: number;
  /** Each member has a config with its part of the games; left out: alone. */
  readonly team?: Team;
}

/** One training run: the same options give the same parameters after every iteration. */
export interface TrainingRun {
  readonly learner: Learner;
  /** Past selves so far. */
  readonly pool: SnapshotPool;
  readonly companies: readonly Company[];
  readonly seats: number;
  /** Who has the guests' seats of a game in the iteration that was played last, past selves by age. */
  guestOf(game: number): string;
  /** Where its games stand, as plain data that is not to be changed; undefined unless they go on after an iteration. */
  play(): Play | undefined;
  /** Takes the games of another run of the same options over. */
  goOn(play: Play): void;
  /** Plays and learns once. */
  iterate(
    /** Called between the two. */
    played?: (rollout: Rollout) => void,
  ): Promise<{ readonly rollout: Rollout; readonly stats: UpdateStats }>;
}

/** Games that go on from one iteration to the next, and who remembers what of them. */
export interface Play {
  readonly arenas: readonly ArenaPoint[];
  /** Of the learner, past selves and opponents, in this order. */
  readonly memories: readonly unknown[];
  readonly critic: Float32Array;
  readonly target: Float32Array;
}

/** @throws RangeError if it cannot learn so */
function algorithmFor(config: TrainingConfig, game: LearnableGame): Algorithm {
  const algorithm = ALGORITHMS[config.algorithm];
  const why = algorithm.whyNot?.(config, game);
  if (why !== undefined) throw new RangeError(`${config.algorithm}: ${why}`);
  return algorithm;
}

/** @throws RangeError if the opponents are not those of the config, or the game does not have what its networks read */
export function startTrainingRun(options: TrainingRunOptions): TrainingRun {
  const { config, game, seed, createNetwork, team = ALONE } = options;
  const shape = learnableGame(game, game.params.parse(config.params));
  const algorithm = algorithmFor(config, shape);
  const seating = planSeating(config, game);
  const learner = createLearner(config, shape, seed, createNetwork, team);
  const { head } = learner;
  const arenas = arenasOf(options, seating, shape);
  const self = learningActor(learner, shape);
  const past = new PastSelves({ ...options, seats: shape.numSeats, learner, seating });
  const guests = seatOpponents(options, { seating, shape, learner });
  const actors = [self.actor, ...past.actors, ...guests];
  return {
    learner,
    pool: past.pool,
    companies: seating.companies,
    seats: shape.numSeats,
    guestOf: (game) => guestName(arenas.plans[game], seating, past),
    play: () => (config.episodes === 'fresh' ? undefined : playOf(learner, arenas, actors)),
    goOn(play) {
      arenas.restore(play.arenas);
      learner.criticMemory.set(play.critic);
      learner.targetMemory.set(play.target);
      for (const [i, actor] of actors.entries()) actor.remember?.(play.memories[i], arenas.episodes);
    },
    async iterate(played) {
      const index = learner.iteration;
      const rollout = await collect({
        arenas,
        seats: shape.numSeats,
        head,
        steps: config.steps,
        inputs: inputSpecs(config.network, shape),
        memory: learnsInMinibatches(config) ? learner.actor.network.memoryLength : 0,
        learner: self.actor,
        guests: [...past.seatThem(new RandomStream(seed, 'past selves', index)), ...guests],
        begun: self.begun,
        seed,
        index,
        team,
      });
      played?.(rollout);
      const stats = await algorithm.update(learner, rollout);
      learner.iteration += 1;
      past.remember();
      return { rollout, stats };
    },
  };
}

function guestName(plan: ArenaPlan | undefined, { companies }: SeatingPlan, past: PastSelves): string {
  if (plan === undefined || plan.guest === 0) return SELF;
  return past.nameOf(plan.guest) ?? companies[plan.company - 1]?.name ?? SELF;
}

function arenasOf(
  { config, game, seed, team = ALONE }: TrainingRunOptions,
  { plans }: SeatingPlan,
  { numSeats: seats }: LearnableGame,
): Arenas {
  const first = team.member * config.games;
  // Memories begin only with a chunk: an update goes back through all of its steps without a break.
  const next = hasMemory(config) ? 'next-chunk' : 'at-once';
  return new Arenas({ ...config, game, plans, seats, seed, first, next });
}

function playOf({ criticMemory, targetMemory }: Learner, arenas: Arenas, actors: readonly RowActor[]): Play {
  return {
    arenas: arenas.points(),
    memories: actors.map((actor) => actor.remembered?.()),
    critic: criticMemory,
    target: targetMemory,
  };
}

interface LearningActor {
  readonly actor: RowActor;
  readonly begun: (rollout: Rollout, episodes: readonly Episode[]) => void;
}

/** Networks that keep whole rollouts act for everybody, those of single steps for the learner's rows alone. */
function learningActor({ config, head, actor }: Learner, { numSeats: seats }: LearnableGame): LearningActor {
  const { network } = actor;
  if (!learnsInMinibatches(config)) return { actor: networkActor(network, head), begun: () => undefined };
  if (keepsChunks(config)) {
    const chunks = new ChunkActor(network, head);
    return { actor: chunks, begun: (rollout) => chunks.writeInto(rollout) };
  }
  const rows = config.games * seats;
  const stepping = new SteppingActor({ network, head, rows, seats, reads: 'the learner’s inputs' });
  return { actor: stepping, begun: (rollout, episodes) => stepping.writeInto(rollout, episodes) };
}

function seatOpponents(
  { config, opponents = [], createNetwork }: TrainingRunOptions,
  table: { readonly seating: SeatingPlan; readonly shape: LearnableGame; readonly learner: Learner },
): readonly RowActor[] {
  const { seating, shape, learner } = table;
  const [expected, got] = [config.opponents.length, opponents.length];
  if (expected !== got)
    throw new RangeError(`expected ${expected} opponents, as the config says, got ${got}`);
  return opponents.map(({ seat }, i) => {
    const guest = seating.pastSelves + 1 + i;
    const own = seating.plans.filter((plan) => plan.guest === guest);
    return seat({
      params: own[0]?.params,
      game: shape,
      head: learner.head,
      rows: config.games * shape.numSeats,
      most: own.length * shape.numSeats,
      createNetwork,
    });
  });
}

interface PastSelvesOptions extends Pick<TrainingRunOptions, 'config' | 'createNetwork' | 'selvesBefore'> {
  readonly seats: number;
  readonly learner: Learner;
  readonly seating: SeatingPlan;
}

/** Past selves, who have some seats in a share of the games. */
class PastSelves {
  readonly #learner: Learner;
  readonly pool: SnapshotPool;
  readonly #players: readonly { readonly network: RecurrentNetwork; readonly actor: RowActor }[];
  readonly #selvesBefore: number;
  /** [player] in the iteration that was played last. */
  #names: readonly string[] = [];

  constructor({ config, seats, learner, createNetwork, seating, selvesBefore = 0 }: PastSelvesOptions) {
    this.#learner = learner;
    this.#selvesBefore = selvesBefore;
    this.pool = new SnapshotPool(config.pool.capacity);
    const { layout } = learner.actor.network;
    this.#players = Array.from({ length: seating.pastSelves }, (_, player) => {
      const games = seating.plans.filter(({ guest }) => guest === player + 1).length;
      const network = createNetwork(layout, { rows: games * seats, steps: 1, purpose: 'playing' });
      const rows = config.games * seats;
      const reads = 'the learner’s inputs';
      return { network, actor: new SteppingActor({ network, head: learner.head, rows, seats, reads }) };
    });
  }

  get actors(): readonly RowActor[] {
    return this.#players.map(({ actor }) => actor);
  }

  /** Nobody while there is no past yet. */
  seatThem(rng: RandomStream): readonly (RowActor | undefined)[] {
    if (this.pool.size === 0) return this.#players.map(() => undefined);
    const drawn = this.#players.map(() => this.pool.draw(rng));
    this.#names = drawn.map(({ number }) => pastSelfName(this.#ageOf(number)));
    return this.#players.map(({ network, actor }, i) => {
      network.parameters.set((drawn[i] as (typeof drawn)[number]).parameters);
      return actor;
    });
  }

  /** @param guest number of a guest; undefined if it is no past self */
  nameOf(guest: number): string | undefined {
    return guest > 0 ? this.#names[guest - 1] : undefined;
  }

  /** In iterations; undefined for those that were there before the first one. */
  #ageOf(number: number): number | undefined {
    const { config, iteration } = this.#learner;
    const taken = (number - this.#selvesBefore + 1) * config.pool.every;
    return taken > 0 ? iteration - taken : undefined;
  }

  remember(): void {
    const { config, iteration, actor } = this.#learner;
    if (this.#players.length > 0 && iteration % config.pool.every === 0) {
      this.pool.add(actor.network.parameters);
    }
  }
}
