import { useLayoutEffect, useState } from 'preact/hooks';
import { GAMES, type GameId } from '../../shared/games/registry.ts';
import type { Control } from '../games/scene.ts';
import { keyName, keysOf, rebind } from '../input/keyBindings.ts';
import { bindingsOf, changeSettings, settings } from '../settings.ts';
import { STRINGS } from '../strings.ts';
import { useScene } from '../table/useScene.ts';
import { announce } from '../ui/announcer.ts';
import { useStore } from '../ui/useStore.ts';

/** The keys of one game, each to be changed by pressing another. */
export function KeySettings({ game }: { readonly game: GameId }) {
  const { settings: text } = STRINGS;
  const loading = useScene(game);
  useStore(settings);
  const { title } = GAMES[game];
  if (loading.kind !== 'loaded') return null;
  const { controls } = loading.scene;
  const reset = (): void => {
    const { [game]: _mine, ...others } = settings.value.keys;
    changeSettings({ keys: others });
  };
  return (
    <details class="keys" data-testid={`keys-${game}`}>
      <summary>{title}</summary>
      {controls.length === 0 ? (
        <p class="muted">{text.noControls}</p>
      ) : (
        <>
          <table>
            <caption class="visually-hidden">{text.keysOf(title)}</caption>
            <thead>
              <tr>
                <th scope="col">{text.control}</th>
                <th scope="col">{text.currentKeys}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {controls.map((control) => (
                <KeyRow key={control.id} game={game} controls={controls} control={control} />
              ))}
            </tbody>
          </table>
          <button type="button" class="button quiet" aria-label={text.resetOf(title)} onClick={reset}>
            {text.reset}
          </button>
        </>
      )}
    </details>
  );
}

interface KeyRowProps {
  readonly game: GameId;
  readonly controls: readonly Control[];
  readonly control: Control;
}

function KeyRow({ game, controls, control }: KeyRowProps) {
  const { settings: text } = STRINGS;
  const [listening, setListening] = useState(false);
  // At once, not after the next paint: a quick key must not be lost.
  useLayoutEffect(() => {
    if (!listening) return undefined;
    announce(text.pressKeyHint);
    const take = (event: KeyboardEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      setListening(false);
      if (event.code === 'Escape') return;
      const keys = rebind(controls, bindingsOf(game), { control: control.id, codes: [event.code] });
      changeSettings({ keys: { ...settings.value.keys, [game]: mutable(keys) } });
    };
    addEventListener('keydown', take, { capture: true, once: true });
    return () => removeEventListener('keydown', take, { capture: true });
  }, [listening]);
  const keys = keysOf(control, bindingsOf(game));
  return (
    <tr>
      <th scope="row">{control.label}</th>
      <td>{keys.length === 0 ? text.noKey : keys.map((code) => <kbd key={code}>{keyName(code)}</kbd>)}</td>
      <td>
        <button
          type="button"
          class="button small"
          aria-label={listening ? text.pressKey : text.changeOf(control.label)}
          onClick={() => setListening(true)}
        >
          {listening ? text.pressKey : text.change}
        </button>
      </td>
    </tr>
  );
}

function mutable(keys: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(keys).map(([id, codes]) => [id, [...codes]]));
}
