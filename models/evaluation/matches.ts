import type { AnyGame } from '../../shared/game.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import type { Seed } from '../../shared/random.ts';
import type { CreateNetwork, Learner } from '../learner.ts';
import { networkActor } from '../rollout/actor.ts';
import { collect } from '../rollout/collect.ts';
import { playerActor } from '../rollout/playerActor.ts';
import { ALONE } from '../team.ts';
import type { Rollout } from '../rollout/rollout.ts';

export interface MatchOptions {
  readonly learner: Learner;
  readonly game: AnyGame;
  readonly createNetwork: CreateNetwork;
  readonly games: number;
  /** Steps of each game, from its start. */
  readonly steps: number;
  /** Who sits in the seats from 1 up: the learner itself, or a programmed player. */
  readonly opponent: 'self' | AnyPlayer;
  /** Matches with the same seed start from the same states, whoever plays. */
  readonly seed: Seed;
}

/** The learner's policy in fresh games, in which it does not learn. */
export async function playMatches(options: MatchOptions): Promise<Rollout> {
  const { learner, game, createNetwork, games, steps, opponent, seed } = options;
  const { config, head, actor } = learner;
  const params = game.params.parse(config.params);
  const spec = game.spec(params);
  const rows = Array.from({ length: games * spec.numSeats }, (_, row) => row);
  const network = createNetwork(actor.network.layout, { rows: rows.length, steps });
  network.parameters.set(actor.network.parameters);
  const opposed = rows.filter((row) => row % spec.numSeats !== 0);
  const others =
    opponent === 'self' ? [] : [playerActor({ definition: opponent, params, spec, head, rows: opposed })];
  const self = networkActor(network, head, rows);
  const rollout = await collect({
    game,
    params,
    head,
    games,
    steps,
    learner: self,
    others,
    seed,
    index: 0,
    team: ALONE,
  });
  network.dispose();
  return rollout;
}

/** Mean reward per step of a seat, undiscounted, over the steps that were played. */
export function meanReward({ rewards, playing, seats }: Rollout, seat: number): number {
  let total = 0;
  let steps = 0;
  for (let cell = seat; cell < rewards.length; cell += seats) {
    if (playing[cell] === 0) continue;
    total += rewards[cell] as number;
    steps += 1;
  }
  return total / steps;
}
