// Pixi builds its shaders with `new Function`, which our Content Security Policy forbids; this replaces it.
import 'pixi.js/unsafe-eval';
import { autoDetectRenderer, Container, type Renderer } from 'pixi.js';

export type RendererKind = 'webgl' | 'canvas';

export interface StageOptions {
  /** Filled by the canvas; must have a size of its own. */
  readonly host: HTMLElement;
  readonly renderer: RendererKind;
  /** 'smooth' costs a weak GPU much, and only drawn shapes need it: pictures have smooth edges of their own. */
  readonly edges: 'smooth' | 'plain';
  /** CSS pixels; also called once before the first frame. */
  readonly onResize: (width: number, height: number) => void;
  /** Before a frame is drawn.  @param now as in requestAnimationFrame  @returns true while something still moves */
  readonly onFrame: (now: number) => boolean;
}

const MAX_RESOLUTION = 2;

/**
 * A canvas that draws only while something moves: between rounds it costs nothing. Holds no Pixi ticker; the
 * one animation frame it may have requested is cancelled by `destroy`.
 */
export class Stage {
  readonly root = new Container({ eventMode: 'none' });
  readonly #options: StageOptions;
  readonly #renderer: Renderer;
  readonly #sizes: ResizeObserver;
  #frame: number | undefined;

  /** @throws Error if neither renderer can be had */
  static async open(options: StageOptions): Promise<Stage> {
    const renderer = await autoDetectRenderer({
      preference: options.renderer === 'canvas' ? ['canvas'] : ['webgl', 'canvas'],
      width: Math.max(1, options.host.clientWidth),
      height: Math.max(1, options.host.clientHeight),
      resolution: Math.min(MAX_RESOLUTION, window.devicePixelRatio),
      autoDensity: true,
      antialias: options.edges === 'smooth',
      backgroundAlpha: 0,
      eventMode: 'none',
    });
    return new Stage(options, renderer);
  }

  private constructor(options: StageOptions, renderer: Renderer) {
    this.#options = options;
    this.#renderer = renderer;
    // What the board shows is told in words beside it.
    renderer.canvas.setAttribute('aria-hidden', 'true');
    options.host.append(renderer.canvas);
    this.#sizes = new ResizeObserver(() => this.#resize());
    this.#sizes.observe(options.host);
    this.#resize();
  }

  /** Draws the next frame, and further ones for as long as `onFrame` asks for them. */
  wake(): void {
    this.#frame ??= requestAnimationFrame(this.#draw);
  }

  destroy(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#sizes.disconnect();
    this.root.destroy({ children: true });
    this.#renderer.destroy({ removeView: true });
  }

  readonly #draw = (now: number): void => {
    this.#frame = undefined;
    const moving = this.#options.onFrame(now);
    this.#renderer.render(this.root);
    if (moving) this.wake();
  };

  #resize(): void {
    const { clientWidth, clientHeight } = this.#options.host;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.#renderer.resize(clientWidth, clientHeight);
    this.#options.onResize(clientWidth, clientHeight);
    this.wake();
  }
}
