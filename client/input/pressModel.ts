import type { Control } from '../games/scene.ts';

export interface PressModelOptions {
  readonly controls: readonly Control[];
  readonly pace: 'turns' | 'ticks';
  /** Turn games: play this now. */
  act(action: number): void;
  /** Tick games: this is held from now on; null: nothing. */
  hold(action: number | null): void;
  /** A control without an action went down. */
  other(control: string): void;
}

/**
 * Turns presses and releases of controls, from keys and from buttons alike, into moves or holds. In tick games
 * the control that went down last is held; when it comes up, the one before that is still down goes on.
 */
export class PressModel {
  readonly #options: PressModelOptions;
  /** Down now, oldest first. */
  #down: readonly Control[] = [];

  constructor(options: PressModelOptions) {
    this.#options = options;
  }

  /** What a tick game holds now. */
  get held(): number | null {
    return this.#down.at(-1)?.action ?? null;
  }

  /** Repeated presses without a release (key repeat, two keys of one control) count once. */
  press(id: string): void {
    const control = this.#options.controls.find((c) => c.id === id);
    if (!control || this.#down.includes(control)) return;
    if (control.action === undefined) {
      this.#options.other(id);
    } else if (this.#options.pace === 'turns') {
      this.#options.act(control.action);
    } else {
      this.#down = [...this.#down, control];
      this.#options.hold(control.action);
    }
  }

  release(id: string): void {
    const before = this.held;
    this.#down = this.#down.filter((control) => control.id !== id);
    if (this.held !== before) this.#options.hold(this.held);
  }

  /** The window lost the focus or the episode ended: no key comes up any more. */
  releaseAll(): void {
    const held = this.held;
    this.#down = [];
    if (held !== null) this.#options.hold(null);
  }
}
