import type { Control } from '../games/scene.ts';
import { keyName, keysOf } from '../input/keyBindings.ts';
import { bindingsOf } from '../settings.ts';
import { STRINGS } from '../strings.ts';

interface KeyHelpProps {
  readonly game: string;
  readonly controls: readonly Control[];
}

/** Which keys do what, one line under the game. */
export function KeyHelp({ game, controls }: KeyHelpProps) {
  if (controls.length === 0) return null;
  return (
    <dl class="key-help" aria-label={STRINGS.table.keys}>
      {controls.map((control) => (
        <div key={control.id}>
          <dt>{control.label}</dt>
          <dd>
            {keysOf(control, bindingsOf(game)).map((code) => (
              <kbd key={code}>{keyName(code)}</kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
