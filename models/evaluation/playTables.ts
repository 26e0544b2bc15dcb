import { startEpisode, type Episode, type StepResult } from '../../shared/episode.ts';
import type { Action, AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import type { SeatController, SeatTurn } from './seatController.ts';

/** Who plays one episode. */
export interface TableSetting {
  readonly seed: Seed;
  /** One per seat. */
  readonly seats: readonly SeatController[];
  readonly witness?: Witness;
}

/** Sees one episode, step by step. */
export interface Witness {
  started?(episode: Episode): void;
  /** When the episode stands behind the step. */
  stepped(result: StepResult, episode: Episode): void;
}

export interface PlayTablesOptions {
  readonly game: AnyGame;
  /** Parsed. */
  readonly params: unknown;
  /** How many episodes. */
  readonly tables: number;
  readonly setting: (index: number) => TableSetting;
  /** Exactly this many steps an episode, with the game's own ending switched off. */
  readonly steps?: number;
  /** An episode of which this is true is left, because nothing that the caller asks for can change any more. */
  readonly isSettled?: (episode: Episode) => boolean;
  /** Episodes side by side; changes no result. */
  readonly lanes?: number;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** Called several times a second with the share of the work that is done, in episodes. */
  readonly breathe?: (done: number) => Promise<'go-on' | 'stop'>;
}

export interface PlayedTable {
  readonly steps: number;
  /** Undiscounted, one per seat. */
  readonly returns: readonly number[];
}

/** As many rows of a network as fill a batch, and few enough to stay in the cache. */
const LANES = 32;
const BREATH_SECONDS = 0.1;

/** An episode under way. */
interface Table {
  readonly index: number;
  readonly episode: Episode;
  readonly witness: Witness | undefined;
  readonly actions: Action[];
}

/** Where a decision goes. */
interface Chair {
  readonly table: Table;
  readonly turn: SeatTurn;
}

/**
 * Plays episodes side by side, as many at a time as there are lanes; a controller decides for all its seats in all of
 * them at once. Episodes know nothing of each other: results depend on their settings alone.
 * @returns by index, or undefined if it was told to stop
 * @throws RangeError unless there is one controller per seat; and whatever a controller throws
 */
export async function playTables(options: PlayTablesOptions): Promise<readonly PlayedTable[] | undefined> {
  const { tables, lanes = LANES, seconds, breathe, isSettled } = options;
  const played: PlayedTable[] = [];
  const chairs = new Map<SeatController, Chair[]>();
  let running: Table[] = [];
  let next = 0;
  let done = 0;
  let lastBreath = seconds();
  const fill = (): void => {
    while (running.length < lanes && next < tables) running.push(openTable(options, next++, chairs));
  };
  for (fill(); running.length > 0; fill()) {
    for (const [controller, taken] of chairs) await decideAll(controller, taken);
    const over = new Set<Table>();
    for (const table of running) {
      const { episode, witness, actions } = table;
      const result = episode.advance(actions);
      witness?.stepped(result, episode);
      if (result.status === 'running' && isSettled?.(episode) !== true) continue;
      played[table.index] = { steps: episode.step, returns: [...episode.returns] };
      over.add(table);
    }
    if (over.size > 0) {
      done += over.size;
      running = running.filter((table) => !over.has(table));
      clear(chairs, over);
    }
    if (breathe !== undefined && seconds() - lastBreath >= BREATH_SECONDS) {
      if ((await breathe(done + shareOf(running))) === 'stop') return undefined;
      lastBreath = seconds();
    }
  }
  return played;
}

function openTable(
  { game, params, steps, setting }: PlayTablesOptions,
  index: number,
  chairs: Map<SeatController, Chair[]>,
): Table {
  const { seed, seats, witness } = setting(index);
  const started = startEpisode({ game, params, seed, ...(steps === undefined ? {} : { steps }) });
  const { spec } = started;
  if (seats.length !== spec.numSeats) {
    throw new RangeError(`expected ${spec.numSeats} players for ${game.id}, got ${seats.length}`);
  }
  const episode = withSharedView(started);
  const table: Table = { index, episode, witness, actions: seats.map(() => spec.defaultAction) };
  for (const [seat, controller] of seats.entries()) {
    const occupant = controller.sit({ episode, seat, params, spec });
    let taken = chairs.get(controller);
    if (taken === undefined) chairs.set(controller, (taken = []));
    taken.push({ table, turn: { episode, seat, occupant } });
  }
  witness?.started?.(episode);
  return table;
}

async function decideAll(controller: SeatController, chairs: readonly Chair[]): Promise<void> {
  if (chairs.length === 0) return;
  const asked = controller.decide(chairs.map(({ turn }) => turn));
  // Waiting costs a turn of the loop, which scripts need not pay.
  const actions = asked instanceof Promise ? await asked : asked;
  for (const [i, { table, turn }] of chairs.entries()) table.actions[turn.seat] = actions[i] as Action;
}

function clear(chairs: Map<SeatController, Chair[]>, over: ReadonlySet<Table>): void {
  for (const [controller, taken] of chairs) {
    chairs.set(
      controller,
      taken.filter(({ table }) => !over.has(table)),
    );
  }
}

/** Steps made by the most that each can have. */
function shareOf(running: readonly Table[]): number {
  return running.reduce((sum, { episode }) => sum + episode.step / episode.spec.maxSteps, 0);
}

/** The same episode; the spectator's view is made once a step, however many players look at it. */
function withSharedView(episode: Episode): Episode {
  let madeAt = -1;
  let shared: unknown;
  return {
    spec: episode.spec,
    seed: episode.seed,
    returns: episode.returns,
    get step() {
      return episode.step;
    },
    get status() {
      return episode.status;
    },
    get state() {
      return episode.state;
    },
    advance: (actions) => episode.advance(actions),
    observe: (seat, out) => episode.observe(seat, out),
    features: (seat, out, at) => episode.features(seat, out, at),
    privileged: (seat, out, at) => episode.privileged(seat, out, at),
    view(seat) {
      if (seat !== 'spectator') return episode.view(seat);
      if (madeAt !== episode.step) {
        madeAt = episode.step;
        shared = episode.view('spectator');
      }
      return shared;
    },
  };
}
