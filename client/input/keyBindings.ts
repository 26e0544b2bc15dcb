import type { Control } from '../games/scene.ts';

/** Changed keys of one game: control id -> `KeyboardEvent.code`s. Controls that are missing have their defaults. */
export type KeyBindings = Readonly<Record<string, readonly string[]>>;

export function keysOf(control: Control, bindings: KeyBindings): readonly string[] {
  return bindings[control.id] ?? control.keys;
}

/** The control that a key belongs to. */
export function controlOfKey(
  controls: readonly Control[],
  bindings: KeyBindings,
  code: string,
): Control | undefined {
  return controls.find((control) => keysOf(control, bindings).includes(code));
}

/** Gives a key to a control and takes it from whichever had it: a key never means two things in a game. */
export function rebind(
  controls: readonly Control[],
  bindings: KeyBindings,
  { control, codes }: { readonly control: string; readonly codes: readonly string[] },
): KeyBindings {
  const changed: Record<string, readonly string[]> = { ...bindings };
  for (const each of controls) {
    const keys = keysOf(each, bindings);
    if (each.id !== control && keys.some((key) => codes.includes(key)))
      changed[each.id] = keys.filter((key) => !codes.includes(key));
  }
  changed[control] = [...codes];
  return changed;
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Space: 'Space',
  Enter: 'Enter',
  ShiftLeft: 'Left Shift',
  ShiftRight: 'Right Shift',
  ControlLeft: 'Left Ctrl',
  ControlRight: 'Right Ctrl',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Minus: '-',
  Equal: '=',
};

/** What stands on the key of a US keyboard: 'KeyF' -> 'F', 'Digit1' -> '1'. */
export function keyName(code: string): string {
  return NAMES[code] ?? code.replace(/^(Key|Digit)(?=.$)/, '').replace(/^Numpad/, 'Numpad ');
}
