import { Container, Sprite } from 'pixi.js';
import {
  APPLE,
  GRASS,
  OUTSIDE,
  VIEW_AHEAD,
  VIEW_SIDE,
  WALL,
} from '../../../shared/games/harvest/geometry.ts';
import type { HarvestView } from '../../../shared/games/harvest/view.ts';
import { paintAtlas, type Atlas } from '../drawing/atlas.ts';
import { Stage, type RendererKind } from '../drawing/stage.ts';
import { easeOut, mix, pop, progress } from '../drawing/tween.ts';
import { ARENA_PAINTERS, otherWalker, type ArenaPicture } from './arenaArt.ts';
import { arenaChange, type ArenaChange, type WalkerChange } from './arenaChange.ts';
import { ArenaLayer } from './ArenaLayer.ts';
import { arenaMoment, type ArenaMoment } from './arenaPicture.ts';
import { carry, egoMotion, STILL, type EgoMotion } from './egoMotion.ts';

const SHEET_SIZE = 96;
/** A sprite in a container whose unit is one cell. */
const CELL = 1 / SHEET_SIZE;
const QUARTER = Math.PI / 2;
const GAIN_MS = 700;
const COLOURS = 16;
/** Figures are a little larger than their sheet's cell leaves them. */
const WALKER = 1.15 * CELL;

type Walking = `other${number}`;
export type ArenaAtlas = Atlas<ArenaPicture | Walking>;

/** The arena as a seat sees it, or the whole of it. All of it is laid out in cells; the camera turns them into pixels. */
export class ArenaBoard {
  readonly #stage: Stage;
  readonly #atlas: ArenaAtlas;
  readonly #camera = new Container();
  /** What was in sight a step ago, under what is in sight now: it fills the edge from which the window moves away. */
  readonly #before: ArenaLayer;
  readonly #now: ArenaLayer;
  readonly #self: Sprite;
  readonly #spark: Sprite;
  readonly #gain: Sprite;
  readonly #walkers: { readonly change: WalkerChange; readonly sprite: Sprite }[] = [];
  #columns: number;
  #motion: EgoMotion = STILL;
  #start = 0;
  #duration = 0;
  #gainStart = Number.NEGATIVE_INFINITY;

  /** @param columns cells across the width of the host, whose shape must be that of the arena */
  static async open(host: HTMLElement, renderer: RendererKind, columns: number): Promise<ArenaBoard> {
    const listener: { board?: ArenaBoard } = {};
    const stage = await Stage.open({
      host,
      renderer,
      edges: 'plain',
      onResize: (width) => listener.board?.resize(width),
      onFrame: (now) => listener.board?.frame(now) ?? false,
    });
    const walkers: Record<Walking, ReturnType<typeof otherWalker>> = {};
    for (let colour = 0; colour < COLOURS; colour += 1) walkers[`other${colour}`] = otherWalker(colour);
    const board = new ArenaBoard(stage, paintAtlas({ ...ARENA_PAINTERS, ...walkers }, SHEET_SIZE), columns);
    listener.board = board;
    board.resize(host.clientWidth);
    return board;
  }

  private constructor(stage: Stage, atlas: ArenaAtlas, columns: number) {
    this.#stage = stage;
    this.#atlas = atlas;
    this.#columns = columns;
    const { textures } = atlas;
    this.#before = new ArenaLayer(CELL);
    this.#now = new ArenaLayer(CELL);
    this.#self = new Sprite({ texture: textures.self, anchor: 0.5, scale: CELL });
    this.#spark = new Sprite({ texture: textures.spark, anchor: 0.5, scale: 0.8 * CELL });
    this.#gain = new Sprite({ texture: textures.gain, anchor: 0.5, scale: CELL });
    this.#self.position.set(VIEW_SIDE + 0.5, VIEW_AHEAD + 0.5);
    this.#spark.position.set(VIEW_SIDE + 0.5, VIEW_AHEAD - 0.02);
    this.#gain.position.x = VIEW_SIDE + 0.5;
    this.#camera.addChild(this.#before.container, this.#now.container, this.#self, this.#spark, this.#gain);
    stage.root.addChild(this.#camera);
  }

  resize(width: number): void {
    this.#camera.scale.set(width / this.#columns);
  }

  /** @param previous undefined: no motion   @param duration of the motion, in milliseconds; 0: none */
  show(view: HarvestView, previous: HarvestView | undefined, duration: number): void {
    const now = arenaMoment(view);
    const before =
      duration > 0 && previous && isContinued(previous, view) ? arenaMoment(previous) : undefined;
    this.#motion = before && view.kind === 'seat' ? egoMotion(view.motion) : STILL;
    this.#start = performance.now();
    this.#duration = before ? duration : 0;
    this.#showBefore(before);
    this.#showNow(now, arenaChange(before, now, this.#motion));
    this.#showSelf(view, duration);
    this.#stage.wake();
  }

  destroy(): void {
    this.#stage.destroy();
    this.#atlas.destroy();
  }

  /** @returns true while something moves */
  frame(now: number): boolean {
    const part = progress(now, this.#start, this.#duration);
    const { x, y, turns } = this.#motion;
    const turned = turns === 0 ? 0 : turns * QUARTER * easeOut(part);
    this.#before.place(x * part, y * part, turned);
    this.#now.place(-x * (1 - part), -y * (1 - part), turned - turns * QUARTER);
    this.#now.animate(part);
    for (const walker of this.#walkers) placeWalker(walker.sprite, walker.change, part);
    this.#before.container.visible = part < 1 && this.#motion !== STILL;
    const bounce = this.#motion === STILL ? 0 : Math.sin(Math.PI * part);
    this.#self.scale.set(WALKER * (1 + 0.05 * bounce));
    const rising = progress(now, this.#gainStart, GAIN_MS);
    this.#gain.visible = rising < 1 && this.#self.visible;
    this.#gain.position.y = VIEW_AHEAD - 0.2 - 0.8 * easeOut(rising);
    this.#gain.alpha = Math.min(1, 3 * (1 - rising));
    return part < 1 || rising < 1;
  }

  #showBefore(before: ArenaMoment | undefined): void {
    if (!before || this.#motion === STILL) return;
    this.#before.begin();
    for (let cell = 0; cell < before.ground.length; cell += 1) {
      // The rest lies under what is in sight now.
      if (leavesWindow(cell, before, this.#motion)) this.#drawCell(this.#before, before, cell);
    }
    this.#before.end();
  }

  #showNow(now: ArenaMoment, change: ArenaChange): void {
    const { textures } = this.#atlas;
    const layer = this.#now;
    layer.begin();
    for (let cell = 0; cell < now.ground.length; cell += 1) {
      const placed = this.#drawCell(layer, now, cell);
      if (placed && change.grown.includes(cell)) layer.grow(placed);
    }
    for (const cell of change.withered) layer.fading(textures.grass, cell % now.columns, rowOf(cell, now));
    for (const cell of change.eaten) layer.shrinking(textures.apple, cell % now.columns, rowOf(cell, now));
    for (const cell of now.beams) layer.beam(textures.beam, cell % now.columns, rowOf(cell, now));
    this.#walkers.length = 0;
    for (const walker of change.walkers) {
      const texture = walker.kind === 'goes' ? textures.puff : textures[`other${walker.colour}`];
      if (texture) this.#walkers.push({ change: walker, sprite: layer.walker(texture) });
    }
    layer.end();
  }

  /** @returns its apple, if it bears one */
  #drawCell(layer: ArenaLayer, moment: ArenaMoment, cell: number): Sprite | undefined {
    const { textures } = this.#atlas;
    const look = moment.ground[cell] as number;
    const column = cell % moment.columns;
    const row = rowOf(cell, moment);
    layer.ground(textures[groundPicture(look)], column, row);
    return look === APPLE ? layer.apple(textures.apple, column, row) : undefined;
  }

  #showSelf(view: HarvestView, duration: number): void {
    const here = view.kind === 'seat' && view.alive;
    this.#self.visible = here;
    this.#spark.visible = here && view.ready > 0;
    this.#spark.alpha = here && view.ready === 2 ? 1 : 0.3;
    if (here && view.reward > 0 && duration > 0) this.#gainStart = performance.now();
  }
}

function placeWalker(sprite: Sprite, change: WalkerChange, part: number): void {
  const { kind } = change;
  sprite.position.set(
    mix(change.fromColumn, change.column, part) + 0.5,
    mix(change.fromRow, change.row, part) + 0.5,
  );
  sprite.rotation = QUARTER * mix(change.fromFacing, change.facing, easeOut(part));
  sprite.alpha = kind === 'stays' ? 1 : kind === 'comes' ? part : 1 - part;
  sprite.scale.set(WALKER * (kind === 'comes' ? pop(part) : kind === 'goes' ? 0.6 + 0.6 * part : 1));
}

/** After a jump, or coming from or going to the black-out, nothing glides. */
function isContinued(previous: HarvestView, view: HarvestView): boolean {
  if (previous.kind === 'spectator' || view.kind === 'spectator') return previous.kind === view.kind;
  return previous.alive && view.alive;
}

function leavesWindow(cell: number, { columns, rows, ground }: ArenaMoment, motion: EgoMotion): boolean {
  if (ground[cell] === OUTSIDE) return false;
  const { column, row } = carry({ column: cell % columns, row: Math.floor(cell / columns) }, motion);
  return column < 0 || column >= columns || row < 0 || row >= rows;
}

function groundPicture(look: number): 'outside' | 'wall' | 'grass' | 'floor' {
  if (look === OUTSIDE) return 'outside';
  if (look === WALL) return 'wall';
  return look === GRASS || look === APPLE ? 'grass' : 'floor';
}

function rowOf(cell: number, { columns }: ArenaMoment): number {
  return Math.floor(cell / columns);
}
