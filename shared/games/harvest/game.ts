/**
 * Commons Harvest Open (Melting Pot's commons_harvest__open). Players walk an arena with six bushes and eat
 * apples, +1 each. An apple regrows the faster the more apples live around it, and a bush whose last apple is
 * taken never comes back: whoever eats everything in reach ends everybody's harvest. A player may zap others off
 * the board for a while, which pays nothing.
 *
 * One step, from the state before it:
 *  1. cooldowns run, shooters are marked; each waiting apple draws by its label, the number of live apples within
 *     the radius two steps ago; labels become the numbers of one step ago.
 *  2. players turn or step, one after another in a random order; a step onto an apple eats it.
 *  3. beams, from where players stand now; all hits count, nobody is gone yet.
 *  4. players whose time is up come back on a random free P cell.
 *  5. the drawn apples regrow; one that regrows under a player is eaten at once.
 *  6. players that were hit leave the board for respawnDelay + 1 observations.
 * An episode ends by its rules (terminated) after a number of steps drawn at reset that nobody is told.
 *
 * Observation, uint8 [243]: an 11 x 11 window that turns with the player, 9 cells ahead, 1 behind, 5 to each side,
 * row-major from the top left, own cell in row 9, column 5.
 *   0..120    ground: 0 outside the map, 1 wall, 2 grass, 3 floor, 4 live apple, 5 beam
 *   121..241  occupants: 0 nobody, 1 self, 2 + 4 * colour + facing relative to the viewer (north, east, south, west)
 *   242       ready to shoot, in halves
 * A lit cell shows its beam and nothing else. Off the board everything is 0. Waiting apples whose label is 0 look
 * like floor: a dead bush is visible, one step late. Nobody sees own colour, place on the map or time left.
 *
 * Numbers are Melting Pot's at commit 81ee2e7, read from its Lua and its engine's C++.
 */
import { NO_EVENTS, type Action, type Game, type GameSpec, type Transition } from '../../game.ts';
import { shuffle, type Rng } from '../../random.ts';
import { armBeams, fireBeams, removeHit } from './beams.ts';
import type { HarvestEvent } from './events.ts';
import { ACTION_NAMES, MAX_OCCUPANT_CODE, MAX_SEATS, NOOP } from './geometry.ts';
import { watchBushes, type StepReport } from './harvesting.ts';
import { harvestFeatures } from './features.ts';
import { layoutOf, type Layout } from './layout.ts';
import { SMALL_MAP } from './map.ts';
import { drawOrder, movePlayers } from './moves.ts';
import { OBSERVATION_LENGTH, writeObservation } from './observation.ts';
import { harvestPrivileged } from './privileged.ts';
import { harvestParams, type HarvestParams } from './params.ts';
import { drawRegrowth, regrow, renewLabels } from './regrowth.ts';
import { scrambleHidden } from './scramble.ts';
import { respawn, spawnAll, waitToReturn } from './spawns.ts';
import { copyState, DEAD_BUSH, emptyState, type HarvestState } from './state.ts';
import { seatView, spectatorView, type HarvestView } from './view.ts';

/** Scratch of a step: the order of the players, by number of seats, and the sites that regrow. */
const orders = Array.from({ length: MAX_SEATS + 1 }, (_, seats) => new Uint8Array(seats));
let grown = new Uint16Array(0);

export const harvest: Game<HarvestParams, HarvestState, HarvestView, HarvestEvent> = {
  id: 'harvest',
  title: 'Commons Harvest',
  summary:
    'Seven players share six bushes; apples regrow only where others are left, and a bare bush is dead.',
  rulesVersion: 1,
  params: harvestParams,
  presets: [
    {
      id: 'short',
      title: 'About two minutes',
      params: { episode: { minimum: 800, interval: 80, endProbability: 0.3, cap: 1600 } },
    },
    { id: 'paper', title: 'Full length, three minutes and more', params: {} },
    {
      id: 'small',
      title: 'Two bushes, three players, about two minutes',
      params: {
        map: SMALL_MAP,
        seats: 3,
        episode: { minimum: 800, interval: 80, endProbability: 0.3, cap: 1600 },
      },
    },
  ],

  spec: (p): GameSpec => ({
    numSeats: p.seats,
    actions: { kind: 'discrete', names: ACTION_NAMES },
    defaultAction: NOOP,
    observation: { shape: [OBSERVATION_LENGTH], dtype: 'uint8', low: 0, high: MAX_OCCUPANT_CODE },
    maxSteps: p.episode.cap,
    pace: { kind: 'ticks', perSecond: p.ticksPerSecond },
  }),

  reset(p, rng): HarvestState {
    const layout = layoutOf(p);
    const state = emptyState(layout);
    state.length = drawLength(p, rng);
    spawnAll(p, layout, state, rng);
    state.colour.set(coloursOf(p, rng));
    return state;
  },

  step(p, state, actions, rng, recycled): Transition<HarvestState, HarvestEvent> {
    const layout = layoutOf(p);
    const next = copyState(layout, state, recycled);
    const order = orders[layout.numSeats] as Uint8Array;
    const report: StepReport = { events: [] };
    if (grown.length < layout.siteCell.length) grown = new Uint16Array(layout.siteCell.length);
    next.step = state.step + 1;
    next.numBeams = 0;
    beginStep(layout, next, actions);

    const shooters = armBeams(p, next, actions);
    const returning = waitToReturn(layout, next);
    const numGrown = drawRegrowth(layout, next, rng, grown);
    renewLabels(layout, next);
    drawOrder(rng, order);
    movePlayers(layout, next, actions, order, report);
    const hits = fireBeams(layout, next, shooters, report);
    respawn(layout, next, returning, rng, report);
    regrow(layout, next, grown, numGrown, report);
    removeHit(p, next, hits);
    watchBushes(layout, next, (p.regrowth[0] as number) > 0, report);

    return {
      state: next,
      rewards: listOf(layout, next),
      terminated: next.step >= next.length,
      events: report.events.length === 0 ? NO_EVENTS : report.events,
    };
  },

  observe: (p, state, seat, out) => writeObservation(p, layoutOf(p), state, seat, out),

  // Where nothing regrows from nothing, dead bushes stay dead.
  isSettled: (p, { bushEmpty }) =>
    (p.regrowth[0] as number) === 0 && bushEmpty.every((steps) => steps >= DEAD_BUSH),

  features: harvestFeatures,
  privileged: harvestPrivileged,

  view(p, state, seat): HarvestView {
    const layout = layoutOf(p);
    return seat === 'spectator' ? spectatorView(p, layout, state) : seatView(p, layout, state, seat);
  },

  scrambleHidden: (p, state, seat, rng) => scrambleHidden(p, layoutOf(p), state, seat, rng),
};

function beginStep({ numSeats }: Layout, state: HarvestState, actions: readonly Action[]): void {
  const { reward, lastAction } = state;
  for (let seat = 0; seat < numSeats; seat += 1) {
    reward[seat] = 0;
    lastAction[seat] = actions[seat] as number;
  }
}

/** By number of seats. Six steps in seven pay nobody: they share their list, which is read-only to everybody. */
const NO_REWARDS = Array.from({ length: MAX_SEATS + 1 }, (_, seats) =>
  Array.from({ length: seats }, () => 0),
);

function listOf({ numSeats }: Layout, { reward }: HarvestState): readonly number[] {
  let paid = 0;
  for (let seat = 0; seat < numSeats; seat += 1) paid |= reward[seat] as number;
  if (paid === 0) return NO_REWARDS[numSeats] as readonly number[];
  // Array.from asks the iterator for each number, which costs more than the rest of a step.
  const list: number[] = [];
  for (let seat = 0; seat < numSeats; seat += 1) list.push(reward[seat] as number);
  return list;
}

function drawLength({ episode }: HarvestParams, rng: Rng): number {
  let length = episode.minimum;
  while (length < episode.cap && !rng.chance(episode.endProbability)) length += episode.interval;
  return Math.min(length, episode.cap);
}

function coloursOf({ colours, seats }: HarvestParams, rng: Rng): readonly number[] {
  if (typeof colours !== 'string') return colours;
  const bySeat = Array.from({ length: seats }, (_, seat) => seat);
  return colours === 'shuffled' ? shuffle(rng, bySeat) : bySeat;
}
