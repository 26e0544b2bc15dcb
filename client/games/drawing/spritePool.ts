import { Container, Sprite, type Texture } from 'pixi.js';

/** Sprites that are used again in each round of drawing; there are as many as the fullest round needed. */
export class SpritePool {
  readonly container = new Container();
  readonly #sprites: Sprite[] = [];
  #used = 0;

  begin(): void {
    this.#used = 0;
  }

  /** A visible, opaque, upright sprite, its anchor in its middle; where it stands is for the caller to say. */
  next(texture: Texture): Sprite {
    let sprite = this.#sprites[this.#used];
    if (!sprite) {
      sprite = new Sprite({ texture, anchor: 0.5 });
      this.#sprites.push(sprite);
      this.container.addChild(sprite);
    }
    this.#used += 1;
    sprite.texture = texture;
    sprite.visible = true;
    sprite.alpha = 1;
    sprite.rotation = 0;
    return sprite;
  }

  /** Hides what this round did not use. */
  end(): void {
    for (let i = this.#used; i < this.#sprites.length; i += 1) (this.#sprites[i] as Sprite).visible = false;
  }
}
