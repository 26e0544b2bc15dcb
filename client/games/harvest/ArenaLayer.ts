import { Container, type Sprite, type Texture } from 'pixi.js';
import { VIEW_AHEAD, VIEW_SIDE } from '../../../shared/games/harvest/geometry.ts';
import { SpritePool } from '../drawing/spritePool.ts';
import { pop } from '../drawing/tween.ts';

/** The sprites of one moment, laid out in cells. Filling it reuses them; moving it allocates nothing. */
export class ArenaLayer {
  readonly container = new Container();
  readonly #scale: number;
  readonly #ground = new SpritePool();
  readonly #apples = new SpritePool();
  readonly #walkers = new SpritePool();
  readonly #beams = new SpritePool();
  readonly #pools = [this.#ground, this.#apples, this.#walkers, this.#beams];
  readonly #upright: Sprite[] = [];
  readonly #fading: Sprite[] = [];
  readonly #shrinking: Sprite[] = [];
  readonly #growing: Sprite[] = [];

  /** @param scale of a sprite that shall be one cell wide */
  constructor(scale: number) {
    this.#scale = scale;
    // Turns go about the own cell.
    this.container.pivot.set(VIEW_SIDE + 0.5, VIEW_AHEAD + 0.5);
    for (const pool of this.#pools) this.container.addChild(pool.container);
  }

  begin(): void {
    for (const pool of this.#pools) pool.begin();
    this.#upright.length = 0;
    this.#fading.length = 0;
    this.#shrinking.length = 0;
    this.#growing.length = 0;
  }

  end(): void {
    for (const pool of this.#pools) pool.end();
  }

  ground(texture: Texture, column: number, row: number): void {
    this.#put(this.#ground, texture, column, row);
  }

  apple(texture: Texture, column: number, row: number): Sprite {
    const sprite = this.#put(this.#apples, texture, column, row);
    this.#upright.push(sprite);
    return sprite;
  }

  /** Ground that disappears in the course of the step. */
  fading(texture: Texture, column: number, row: number): void {
    this.#fading.push(this.#put(this.#ground, texture, column, row));
  }

  shrinking(texture: Texture, column: number, row: number): void {
    this.#shrinking.push(this.apple(texture, column, row));
  }

  /** An apple that this layer has just got appears in the course of the step. */
  grow(apple: Sprite): void {
    this.#growing.push(apple);
  }

  beam(texture: Texture, column: number, row: number): void {
    this.#put(this.#beams, texture, column, row);
  }

  /** Whoever asks for it moves it. */
  walker(texture: Texture): Sprite {
    return this.#walkers.next(texture);
  }

  /** @param x, y offset in cells   @param rotation in radians about the own cell */
  place(x: number, y: number, rotation: number): void {
    this.container.position.set(VIEW_SIDE + 0.5 + x, VIEW_AHEAD + 0.5 + y);
    if (this.container.rotation === rotation) return;
    this.container.rotation = rotation;
    for (const sprite of this.#upright) sprite.rotation = -rotation;
  }

  /** @param part of the step that is over, in [0, 1] */
  animate(part: number): void {
    for (const sprite of this.#fading) sprite.alpha = 1 - part;
    // An apple is there until its eater has almost arrived.
    const left = part < 0.5 ? 1 : 2 * (1 - part);
    for (const sprite of this.#shrinking) sprite.scale.set(this.#scale * left);
    for (const sprite of this.#growing) sprite.scale.set(this.#scale * pop(part));
  }

  #put(pool: SpritePool, texture: Texture, column: number, row: number): Sprite {
    const sprite = pool.next(texture);
    sprite.position.set(column + 0.5, row + 0.5);
    sprite.scale.set(this.#scale);
    return sprite;
  }
}
