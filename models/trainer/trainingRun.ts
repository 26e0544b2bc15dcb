import type { AnyGame, GameSpec } from '../../shared/game.ts';
import { RandomStream, type Seed } from '../../shared/random.ts';
import { ALGORITHMS } from '../algorithms/registry.ts';
import type { UpdateStats } from '../algorithms/algorithm.ts';
import type { TrainingConfig } from '../config.ts';
import { createLearner, type CreateNetwork, type Learner } from '../learner.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import type { RecurrentNetwork } from '../networks/network.ts';
import { networkActor, type RowActor } from '../rollout/actor.ts';
import { collect } from '../rollout/collect.ts';
import type { Rollout } from '../rollout/rollout.ts';
import { SnapshotPool } from '../rollout/snapshotPool.ts';
import { ALONE, type Team } from '../team.ts';
import { companiesOf, type Company } from './companies.ts';

export interface TrainingRunOptions {
  readonly config: TrainingConfig;
  readonly game: AnyGame;
  readonly seed: Seed;
  readonly createNetwork: CreateNetwork;
  /** Those that the config names, in its order. */
  readonly opponents?: readonly Opponent[];
  /** Each member has a config with its part of the games; left out: alone. */
  readonly team?: Team;
}

/** A player that the learner meets and that does not learn. */
export interface Opponent {
  readonly name: string;
  /** Takes the given rows of the rollout. */
  readonly seat: (input: SeatInput) => RowActor;
}

export interface SeatInput {
  /** Parsed. */
  readonly params: unknown;
  readonly spec: GameSpec;
  readonly head: ActionHead;
  readonly rows: readonly number[];
  /** Steps of an iteration. */
  readonly steps: number;
  readonly createNetwork: CreateNetwork;
}

/** One training run: the same options give the same parameters after every iteration. */
export interface TrainingRun {
  readonly learner: Learner;
  /** Past selves so far. */
  readonly pool: SnapshotPool;
  readonly companies: readonly Company[];
  readonly seats: number;
  /** Plays and learns once. */
  iterate(): Promise<{ readonly rollout: Rollout; readonly stats: UpdateStats }>;
}

/** @throws RangeError if the opponents are not those of the config */
export function startTrainingRun(options: TrainingRunOptions): TrainingRun {
  const { config, game, seed, createNetwork, team = ALONE } = options;
  const params = game.params.parse(config.params);
  const spec = game.spec(params);
  const learner = createLearner(config, spec, seed, createNetwork, team);
  const { head, actor } = learner;
  const rows = Array.from({ length: config.games * spec.numSeats }, (_, row) => row);
  const self = networkActor(actor.network, head, rows);
  const past = new PastSelves({ config, seats: spec.numSeats, learner, createNetwork });
  const companies = companiesOf(config);
  const guests = seatGuests(options, { companies, params, spec, head });
  const algorithm = ALGORITHMS[config.algorithm];
  return {
    learner,
    pool: past.pool,
    companies,
    seats: spec.numSeats,
    async iterate() {
      const index = learner.iteration;
      const others = [...past.seatThem(new RandomStream(seed, 'past selves', index)), ...guests];
      const rollout = await collect({
        game,
        params,
        head,
        games: config.games,
        steps: config.steps,
        learner: self,
        others,
        seed,
        index,
        team,
      });
      const stats = ofTeam(team, await algorithm.update(learner, rollout));
      learner.iteration += 1;
      past.remember();
      return { rollout, stats };
    },
  };
}

/** Every member knows its part of means over the whole batch; the norm is the same for all. */
function ofTeam(team: Team, { criticLoss, entropy, actorNorm }: UpdateStats): UpdateStats {
  const sums = Float64Array.of(criticLoss, entropy);
  team.sum(sums);
  return { criticLoss: sums[0] as number, entropy: sums[1] as number, actorNorm };
}

/** Seats every opponent in its games, in the seats from 1 up. */
function seatGuests(
  { config, opponents = [], createNetwork }: TrainingRunOptions,
  table: {
    readonly companies: readonly Company[];
    readonly params: unknown;
    readonly spec: GameSpec;
    readonly head: ActionHead;
  },
): readonly RowActor[] {
  const { companies, params, spec, head } = table;
  const [expected, got] = [config.opponents.length, opponents.length];
  if (expected !== got)
    throw new RangeError(`expected ${expected} opponents, as the config says, got ${got}`);
  const ofOpponents = companies.slice(companies.length - got);
  return opponents.map(({ seat }, i) => {
    const { firstGame, games } = ofOpponents[i] as Company;
    const rows: number[] = [];
    for (let game = firstGame; game < firstGame + games; game += 1) {
      for (let s = 1; s < spec.numSeats; s += 1) rows.push(game * spec.numSeats + s);
    }
    return seat({ params, spec, head, rows, steps: config.steps, createNetwork });
  });
}

interface PastSelvesOptions {
  readonly config: TrainingConfig;
  readonly seats: number;
  readonly learner: Learner;
  readonly createNetwork: CreateNetwork;
}

/** Past selves that take the seats from 1 up in a share of the games. */
class PastSelves {
  readonly #learner: Learner;
  readonly pool: SnapshotPool;
  readonly #players: readonly { readonly network: RecurrentNetwork; readonly actor: RowActor }[];

  constructor({ config, seats, learner, createNetwork }: PastSelvesOptions) {
    this.#learner = learner;
    this.pool = new SnapshotPool(config.pool.capacity);
    const games = Math.round(config.pool.share * config.games);
    const players = Math.min(config.pool.drawn, games);
    const { layout } = learner.actor.network;
    this.#players = Array.from({ length: players }, (_, player) => {
      const rows: number[] = [];
      for (let game = player; game < games; game += players) {
        for (let seat = 1; seat < seats; seat += 1) rows.push(game * seats + seat);
      }
      const network = createNetwork(layout, { rows: rows.length, steps: config.steps });
      return { network, actor: networkActor(network, learner.head, rows) };
    });
  }

  /** Nobody while there is no past yet. */
  seatThem(rng: RandomStream): readonly RowActor[] {
    if (this.pool.size === 0) return [];
    return this.#players.map(({ network, actor }) => {
      network.parameters.set(this.pool.draw(rng));
      return actor;
    });
  }

  remember(): void {
    const { config, iteration, actor } = this.#learner;
    if (this.#players.length > 0 && iteration % config.pool.every === 0) {
      this.pool.add(actor.network.parameters);
    }
  }
}
