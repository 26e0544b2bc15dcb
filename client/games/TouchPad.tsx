import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SceneContext } from './scene.ts';

export interface PadButton {
  /** Id of the control that it stands for. */
  readonly control: string;
  readonly label: string;
  /** What is drawn on it: a sign such as an arrow. */
  readonly sign: string;
  /** Its place in the pad's grid. */
  readonly area: string;
  readonly pressed?: boolean;
}

interface Props {
  readonly buttons: readonly PadButton[];
  readonly context: SceneContext;
  readonly label: string;
  /** Adds to the class `pad`, which lays out the areas. */
  readonly name: string;
  readonly closed: boolean;
}

/** On-screen keys for touch, mouse and screen readers: down and up as a real key's. */
export function TouchPad({ buttons, context, label, name, closed }: Props): JSX.Element {
  const down = useRef(new Set<string>());
  // A pad that goes away under a finger lets go.
  useEffect(
    () => () => {
      for (const control of down.current) context.release(control);
    },
    [context],
  );
  const press = (control: string): void => {
    if (closed || down.current.has(control)) return;
    down.current.add(control);
    context.press(control);
  };
  const release = (control: string): void => {
    if (down.current.delete(control)) context.release(control);
  };
  return (
    <div class={`pad ${name}`} role="group" aria-label={label}>
      {buttons.map(({ control, label: title, sign, area, pressed }) => (
        <button
          key={control}
          type="button"
          style={{ gridArea: area }}
          aria-disabled={closed}
          {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
          // No focus by pointer: Space would then press this button again instead of what it stands for in the game.
          onMouseDown={(event) => event.preventDefault()}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            press(control);
          }}
          onPointerUp={() => release(control)}
          onPointerCancel={() => release(control)}
          onLostPointerCapture={() => release(control)}
          onContextMenu={(event) => event.preventDefault()}
          onClick={(event) => {
            // Enter, Space and screen readers click without a pointer (detail 0).
            if (event.detail !== 0) return;
            press(control);
            release(control);
          }}
        >
          <span class="visually-hidden">{title}</span>
          <span aria-hidden="true">{sign}</span>
          <kbd>{context.keyNames(control)}</kbd>
        </button>
      ))}
    </div>
  );
}
