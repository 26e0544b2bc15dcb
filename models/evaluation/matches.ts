import type { AnyGame } from '../../shared/game.ts';
import type { AnyPlayer } from '../../shared/player.ts';
import type { Seed } from '../../shared/random.ts';
import type { CreateNetwork, Learner } from '../learner.ts';
import { Arenas } from '../rollout/arenas.ts';
import { collect } from '../rollout/collect.ts';
import { inputSpecs } from '../rollout/inputs.ts';
import { learnableGame } from '../../shared/learnableGame.ts';
import { playerActor } from '../rollout/playerActor.ts';
import { SteppingActor } from '../rollout/steppingActor.ts';
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
  const shape = learnableGame(game, params);
  const seats = shape.numSeats;
  const rows = games * seats;
  const network = createNetwork(actor.network.layout, { rows, steps: 1, purpose: 'playing' });
  network.parameters.set(actor.network.parameters);
  const isAlone = opponent === 'self';
  const inputs = inputSpecs(config.network, shape).actor;
  const rollout = await collect({
    arenas: new Arenas({
      game,
      plans: Array.from({ length: games }, () => ({
        params,
        company: 0,
        guest: isAlone ? 0 : 1,
        seats: 'others' as const,
      })),
      seats,
      seed,
      first: 0,
      episodes: 'fresh',
      settled: 'played-on',
      next: 'next-chunk',
    }),
    seats,
    head,
    steps,
    inputs: { actor: inputs, critic: inputs },
    learner: new SteppingActor({ network, head, rows, seats, reads: 'the learner’s inputs' }),
    guests: isAlone ? [] : [playerActor({ definition: opponent, params, spec: shape, head })],
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
