import type { Control } from '../games/scene.ts';
import { bindingsOf } from '../settings.ts';
import { controlOfKey } from './keyBindings.ts';
import type { PressModel } from './pressModel.ts';

export interface KeyListening {
  readonly game: string;
  readonly controls: readonly Control[];
  readonly model: PressModel;
}

/** Feeds keys to the model until the returned function is called. */
export function listenToKeys({ game, controls, model }: KeyListening): () => void {
  const controlOf = (event: KeyboardEvent): Control | undefined =>
    controlOfKey(controls, bindingsOf(game), event.code);
  const down = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || wantsKey(event)) return;
    const control = controlOf(event);
    if (!control) return;
    // Arrows and space would scroll the page.
    event.preventDefault();
    if (!event.repeat) model.press(control.id);
  };
  const up = (event: KeyboardEvent): void => {
    const control = controlOf(event);
    if (control) model.release(control.id);
  };
  const lost = (): void => model.releaseAll();
  addEventListener('keydown', down);
  addEventListener('keyup', up);
  addEventListener('blur', lost);
  return () => {
    removeEventListener('keydown', down);
    removeEventListener('keyup', up);
    removeEventListener('blur', lost);
    model.releaseAll();
  };
}

/** Whether the focused element has a use of its own for this key. */
function wantsKey(event: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, select, textarea, [contenteditable], [role="slider"]')) return true;
  const activates = event.code === 'Space' || event.code === 'Enter';
  return activates && target.closest('button, a, summary') !== null;
}
