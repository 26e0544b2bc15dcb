import { CanvasSource, Rectangle, Texture } from 'pixi.js';

/** Draws one picture into the square [0, size]^2; what lies further out than `BLEED * size` is cut off. */
export type Painter = (canvas: CanvasRenderingContext2D, size: number) => void;

/** Part of the size that a picture may go over its edge, so that neighbours overlap without a seam. */
export const BLEED = 1 / 48;

/** All pictures of a board, drawn once onto one sheet, so that a frame is one batch. */
export interface Atlas<Name extends string> {
  readonly textures: Readonly<Record<Name, Texture>>;
  destroy(): void;
}

/**
 * @param size side of a picture in sheet pixels, a multiple of 48
 * @throws Error if the browser gives no 2D canvas
 */
export function paintAtlas<Name extends string>(
  painters: Readonly<Record<Name, Painter>>,
  size: number,
): Atlas<Name> {
  const names = Object.keys(painters) as Name[];
  const columns = Math.ceil(Math.sqrt(names.length));
  const bleed = size * BLEED;
  const pitch = size + 4 * bleed;
  const sheet = document.createElement('canvas');
  sheet.width = columns * pitch;
  sheet.height = Math.ceil(names.length / columns) * pitch;
  const canvas = sheet.getContext('2d');
  if (!canvas) throw new Error('expected a 2D canvas to draw pictures on, got none');
  const source = new CanvasSource({ resource: sheet, autoGenerateMipmaps: true, scaleMode: 'linear' });
  const textures = {} as Record<Name, Texture>;
  names.forEach((name, index) => {
    const x = (index % columns) * pitch + 2 * bleed;
    const y = Math.floor(index / columns) * pitch + 2 * bleed;
    paintAt(canvas, painters[name], x, y, size);
    textures[name] = new Texture({
      source,
      frame: new Rectangle(x - bleed, y - bleed, size + 2 * bleed, size + 2 * bleed),
    });
  });
  return {
    textures,
    destroy: () => {
      for (const name of names) textures[name].destroy();
      source.destroy();
    },
  };
}

function paintAt(
  canvas: CanvasRenderingContext2D,
  painter: Painter,
  x: number,
  y: number,
  size: number,
): void {
  const bleed = size * BLEED;
  canvas.save();
  canvas.translate(x, y);
  canvas.beginPath();
  // As far again as the sprite reaches: smaller mipmaps mix in what lies beside it.
  canvas.rect(-2 * bleed, -2 * bleed, size + 4 * bleed, size + 4 * bleed);
  canvas.clip();
  painter(canvas, size);
  canvas.restore();
}
