import type { Episode } from '../../shared/episode.ts';
import type { Action } from '../../shared/game.ts';
import { RandomStream, type Seed } from '../../shared/random.ts';
import type { ActionHead } from '../networks/actionHead.ts';
import { inputWidth } from '../networks/layout.ts';
import type { Team } from '../team.ts';
import type { RowActor } from './actor.ts';
import type { Arenas } from './arenas.ts';
import { writeEverything, writeInputs, type InputSpec } from './inputs.ts';
import { emptyRollout, type Rollout } from './rollout.ts';

export interface CollectOptions {
  readonly arenas: Arenas;
  /** S */
  readonly seats: number;
  readonly head: ActionHead;
  /** T */
  readonly steps: number;
  readonly inputs: { readonly actor: InputSpec; readonly critic: InputSpec };
  /** Width of the memories that the rollout is to keep. */
  readonly memory?: number;
  /** Acts for the rows that no guest has, or for all and is then acted over. */
  readonly learner: RowActor;
  /** By number, from 1 in the first place; undefined where one does not play now. */
  readonly guests: readonly (RowActor | undefined)[];
  /** Called when it is known which episodes go on, before the first step. */
  readonly begun?: (rollout: Rollout, episodes: readonly Episode[]) => void;
  readonly seed: Seed;
  /** Number of this rollout within the run: names the random streams. */
  readonly index: number;
  /** Who plays other games of the same iteration. */
  readonly team: Pick<Team, 'size' | 'member'>;
}

/**
 * Plays B games side by side for T steps; decisions of step t draw from (seed, 'decisions', k * T + t). An episode
 * that is over before T leaves rows that are not learnable, unless the next one begins at once.
 */
export async function collect(options: CollectOptions): Promise<Rollout> {
  const { arenas, seats, head, steps, inputs, memory = 0, learner, guests, seed, index, team } = options;
  const rows = arenas.plans.length * seats;
  const present = guests.map((guest) => guest !== undefined);
  const starts = arenas.beginChunk(index, present);
  const rollout = emptyRollout({
    steps,
    seats,
    rows,
    inputs: inputs.actor,
    critic: inputs.critic,
    memory,
    stored: head.stored,
    guests: Uint8Array.from({ length: rows }, (_, row) => (arenas.guestAt(row) === 0 ? 0 : 1)),
  });
  for (let row = 0; row < rows; row += 1) rollout.starts[row] = starts[Math.floor(row / seats)] as number;
  for (const [game, { company }] of arenas.plans.entries()) rollout.companies[game] = company;
  options.begun?.(rollout, arenas.episodes);
  const rng = new RandomStream(seed, team.member === 0 ? 'decisions' : `decisions ${team.member}`);
  for (let t = 0; t < steps; t += 1) {
    observeAll(rollout, arenas.episodes, t, inputs);
    rng.moveTo(index * steps + t);
    for (const [guest, actor] of [learner, ...guests].entries()) {
      const turn = { rollout, t, rng, episodes: arenas.episodes, rows: arenas.rowsOf(guest) };
      await actor?.act(turn);
    }
    for (let g = 0; g < arenas.plans.length; g += 1) advance(rollout, arenas, { t, g, head });
  }
  observeAll(rollout, arenas.episodes, steps, inputs);
  return rollout;
}

function observeAll(
  rollout: Rollout,
  episodes: readonly Episode[],
  t: number,
  { actor, critic }: CollectOptions['inputs'],
): void {
  const { observations: list, criticInputs, rows, seats } = rollout;
  const [width, criticWidth] = [inputWidth(actor), inputWidth(critic)];
  for (let g = 0; g < episodes.length; g += 1) {
    const episode = episodes[g] as Episode;
    for (let seat = 0; seat < seats; seat += 1) {
      const row = t * rows + g * seats + seat;
      writeInputs(episode, seat, list, row * width, actor);
      if (criticInputs === list || !(list instanceof Uint16Array && criticInputs instanceof Uint16Array))
        continue;
      const out = { out: criticInputs, at: row * criticWidth, critic };
      writeEverything(episode, seat, { list, from: row * width, actor }, out);
    }
  }
}

function advance(
  rollout: Rollout,
  arenas: Arenas,
  { t, g, head }: { readonly t: number; readonly g: number; readonly head: ActionHead },
): void {
  const { rows, seats, steps } = rollout;
  const first = t * rows + g * seats;
  if (arenas.isOver(g)) {
    rollout.playing.fill(0, first, first + seats);
    rollout.learnable.fill(0, first, first + seats);
    return;
  }
  const episode = arenas.episodes[g] as Episode;
  const actions: Action[] = [];
  for (let seat = 0; seat < seats; seat += 1) {
    if (arenas.guestAt(g * seats + seat) !== 0) rollout.learnable[first + seat] = 0;
    actions.push(head.action(rollout.decisions, (first + seat) * head.stored));
  }
  const { rewards, status, events } = episode.advance(actions);
  for (const { kind, seat } of events) {
    if (seat !== undefined && rollout.learnable[first + seat] === 0) continue;
    rollout.events.set(kind, (rollout.events.get(kind) ?? 0) + 1);
  }
  const isSettled = status === 'running' && arenas.isSettled(g);
  const terminated = status === 'terminated' || isSettled;
  const truncated = !terminated && (status === 'truncated' || t === steps - 1);
  for (let seat = 0; seat < seats; seat += 1) {
    rollout.rewards[first + seat] = rewards[seat] as number;
    if (terminated) rollout.terminated[first + seat] = 1;
    else if (truncated) rollout.truncated[first + seat] = 1;
  }
  if (terminated || status === 'truncated') arenas.ended(g, terminated ? 'terminated' : 'truncated');
}
