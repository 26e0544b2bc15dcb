import {
  APPLE,
  VIEW_AHEAD,
  VIEW_SELF,
  VIEW_SIDE,
  VIEW_SIZE,
} from '../../../shared/games/harvest/geometry.ts';
import type {
  HarvestSeatView,
  HarvestSpectatorView,
  HarvestView,
} from '../../../shared/games/harvest/view.ts';
import { STRINGS } from '../../strings.ts';
import type { SceneTurn } from '../scene.ts';
import { arenaMoment } from './arenaPicture.ts';

const text = STRINGS.games.harvest;

export function describeHarvest({ view, labels }: SceneTurn<HarvestView>): string {
  return view.kind === 'seat' ? describeSeat(view) : describeArena(view, labels);
}

/** Where the nearest apple in sight lies, as the player would walk; undefined if none is. */
export function nearestApple(view: HarvestSeatView): { ahead: number; right: number } | undefined {
  let nearest: { ahead: number; right: number } | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < view.ground.length; cell += 1) {
    if (view.ground[cell] !== APPLE || cell === VIEW_SELF) continue;
    const ahead = VIEW_AHEAD - Math.floor(cell / VIEW_SIZE);
    const right = (cell % VIEW_SIZE) - VIEW_SIDE;
    const steps = Math.abs(ahead) + Math.abs(right);
    if (steps >= distance) continue;
    distance = steps;
    nearest = { ahead, right };
  }
  return nearest;
}

function describeSeat(view: HarvestSeatView): string {
  if (!view.alive) return text.describeOut(view.respawnIn, view.total);
  const apples = view.ground.reduce((count, look) => count + (look === APPLE ? 1 : 0), 0);
  const nearest = nearestApple(view);
  return [
    text.describeApples(apples),
    nearest ? text.describeNearest(wayInWords(nearest)) : '',
    text.describeOthers(arenaMoment(view).walkers.length),
    view.ready === 2 ? text.describeReady : '',
    text.describeTotal(view.total),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function describeArena(view: HarvestSpectatorView, labels: readonly string[]): string {
  const totals = view.seats.map(({ total }, seat) => `${labels[seat] ?? text.player(seat + 1)} ${total}`);
  const alive = view.bushes.filter(({ dead }) => !dead).length;
  return text.describeArena(alive, view.bushes.length, totals.join(', '));
}

function wayInWords({ ahead, right }: { ahead: number; right: number }): string {
  const parts: string[] = [];
  if (ahead !== 0) parts.push(ahead > 0 ? text.ahead(ahead) : text.behind(-ahead));
  if (right !== 0) parts.push(right > 0 ? text.toRight(right) : text.toLeft(-right));
  return parts.join(text.and);
}
