import { useId } from 'preact/hooks';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { changeSettings, settings, type Settings } from '../settings.ts';
import { STRINGS } from '../strings.ts';
import { useStore } from '../ui/useStore.ts';
import { useTitle } from '../ui/useTitle.ts';
import { ConsentBox } from './ConsentBox.tsx';
import { KeySettings } from './KeySettings.tsx';

export function SettingsScreen() {
  const { settings: text } = STRINGS;
  const current = useStore(settings);
  useTitle(text.title);
  return (
    <div class="panel prose">
      <h1>{text.title}</h1>
      <p class="muted">{text.stored}</p>
      <section aria-labelledby="appearance">
        <h2 id="appearance">{text.appearance}</h2>
        <div class="field-row">
          <Setting name="theme" label={text.theme} options={text.themes} current={current} />
          <Setting name="motion" label={text.motion} options={text.motions} current={current} />
          <Setting name="renderer" label={text.renderer} options={text.renderers} current={current} />
        </div>
      </section>
      <section aria-labelledby="keys">
        <h2 id="keys">{text.keys}</h2>
        {GAME_IDS.map((game) => (
          <KeySettings key={game} game={game} />
        ))}
      </section>
      <ConsentBox />
    </div>
  );
}

type Choosable = 'theme' | 'motion' | 'renderer';

interface SettingProps<Name extends Choosable> {
  readonly name: Name;
  readonly label: string;
  readonly options: Readonly<Record<Settings[Name], string>>;
  readonly current: Settings;
}

function Setting<Name extends Choosable>({ name, label, options, current }: SettingProps<Name>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={current[name]}
        data-testid={`setting-${name}`}
        onChange={(event) => changeSettings({ [name]: event.currentTarget.value })}
      >
        {Object.entries<string>(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
