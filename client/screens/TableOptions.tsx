import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { AnyGame } from '../../shared/game.ts';
import { specOf, type LobbyChoice } from '../lobby/tableSetup.ts';
import { STRINGS } from '../strings.ts';

interface TableOptionsProps {
  readonly game: AnyGame;
  readonly choice: LobbyChoice;
  readonly onChange: (choice: LobbyChoice) => void;
}

const TURN_SECONDS = [5, 10, 20, 60] as const;
const LONG_TURN_SECONDS = 3600;

/** Options of a new table. */
export function TableOptions({ game, choice, onChange }: TableOptionsProps) {
  const { lobby: text } = STRINGS;
  const { pace } = specOf(game, choice.preset);
  return (
    <fieldset class="options">
      <legend>{text.options}</legend>
      <Choice
        label={text.length}
        value={choice.preset}
        onChange={(preset) => onChange({ ...choice, preset })}
      >
        {game.presets.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Choice>
      <Choice
        label={text.partners}
        value={choice.partners}
        onChange={(partners) =>
          onChange({ ...choice, partners: partners === 'unlabelled' ? 'unlabelled' : 'labelled' })
        }
      >
        <option value="labelled">{text.partnersLabelled}</option>
        <option value="unlabelled">{text.partnersUnlabelled}</option>
      </Choice>
      {pace.kind === 'turns' && (
        <Choice
          label={text.turnTime}
          value={choice.turnSeconds === null ? '' : String(choice.turnSeconds)}
          onChange={(seconds) =>
            onChange({ ...choice, turnSeconds: seconds === '' ? null : Number(seconds) })
          }
        >
          <option value="">{text.turnTimeUsual(pace.seconds)}</option>
          {TURN_SECONDS.map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              {text.turnTimeSeconds(seconds)}
            </option>
          ))}
          <option value={String(LONG_TURN_SECONDS)}>{text.turnTimeLong}</option>
        </Choice>
      )}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly children: ComponentChildren;
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, children, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}
