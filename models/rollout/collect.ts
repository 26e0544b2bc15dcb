import { startEpisode, type Episode } from '../../shared/episode.ts';
import { observationLength, type Action, type AnyGame } from '../../shared/game.ts';
import { RandomStream, type Seed } from '../../shared/random.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import type { Team } from '../team.ts';
import type { RowActor } from './actor.ts';
import { emptyRollout, type Rollout } from './rollout.ts';

export interface CollectOptions {
  readonly game: AnyGame;
  /** Parsed. */
  readonly params: unknown;
  readonly head: ActionHead;
  /** B */
  readonly games: number;
  /** T */
  readonly steps: number;
  /** The learner, which acts for every row; those after it act over it for their own rows. */
  readonly learner: RowActor;
  readonly others: readonly RowActor[];
  readonly seed: Seed;
  /** Number of this rollout within the run: names the random streams. */
  readonly index: number;
  /** Who plays other games of the same iteration. */
  readonly team: Pick<Team, 'size' | 'member'>;
}

/**
 * Plays B fresh episodes side by side for T steps. Episode g of rollout k starts from the g-th number of the
 * stream (seed, 'episodes', k); decisions of step t draw from (seed, 'decisions', k * T + t). A game whose rules
 * end it before T leaves rows that are not learnable.
 */
export async function collect(options: CollectOptions): Promise<Rollout> {
  const { game, params, head, games, steps, learner, others, seed, index, team } = options;
  const spec = game.spec(params);
  const seats = spec.numSeats;
  const rows = games * seats;
  const inputs = observationLength(spec);
  const rollout = emptyRollout({ steps, seats, rows, inputs, stored: head.stored });
  for (const row of others.flatMap((other) => other.rows)) {
    for (let t = 0; t < steps; t += 1) rollout.learnable[t * rows + row] = 0;
  }
  const seeds = new RandomStream(seed, 'episodes', index);
  for (let g = 0; g < team.member * games; g += 1) seeds.uint32();
  const episodes = Array.from({ length: games }, () => startEpisode({ game, params, seed: seeds.uint32() }));
  const rng = new RandomStream(seed, team.member === 0 ? 'decisions' : `decisions ${team.member}`);
  for (let t = 0; t < steps; t += 1) {
    observeAll(rollout, episodes, t, inputs);
    rng.moveTo(index * steps + t);
    for (const actor of [learner, ...others]) await actor.act({ rollout, t, rng, episodes });
    for (const [g, episode] of episodes.entries()) advance(rollout, episode, { t, g, head });
  }
  observeAll(rollout, episodes, steps, inputs);
  return rollout;
}

function observeAll(rollout: Rollout, episodes: readonly Episode[], t: number, inputs: number): void {
  const { observations, rows, seats } = rollout;
  for (const [g, episode] of episodes.entries()) {
    for (let seat = 0; seat < seats; seat += 1) {
      const from = (t * rows + g * seats + seat) * inputs;
      episode.observe(seat, observations.subarray(from, from + inputs));
    }
  }
}

function advance(
  rollout: Rollout,
  episode: Episode,
  { t, g, head }: { readonly t: number; readonly g: number; readonly head: ActionHead },
): void {
  const { rows, seats, steps } = rollout;
  const first = t * rows + g * seats;
  if (episode.status !== 'running') {
    rollout.playing.fill(0, first, first + seats);
    rollout.learnable.fill(0, first, first + seats);
    return;
  }
  const actions: Action[] = [];
  for (let seat = 0; seat < seats; seat += 1) {
    actions.push(head.action(rollout.decisions, (first + seat) * head.stored));
  }
  const { rewards, status, events } = episode.advance(actions);
  for (const { kind, seat } of events) {
    if (seat !== undefined && rollout.learnable[first + seat] === 0) continue;
    rollout.events.set(kind, (rollout.events.get(kind) ?? 0) + 1);
  }
  const truncated = status === 'truncated' || (status === 'running' && t === steps - 1);
  for (let seat = 0; seat < seats; seat += 1) {
    rollout.rewards[first + seat] = rewards[seat] as number;
    if (status === 'terminated') rollout.terminated[first + seat] = 1;
    else if (truncated) rollout.truncated[first + seat] = 1;
  }
}
