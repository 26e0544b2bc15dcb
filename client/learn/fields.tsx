import { useId } from 'preact/hooks';

interface SelectFieldProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Value[];
  readonly names: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly disabled: boolean;
  readonly testId: string;
  readonly change: (value: Value) => void;
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, options, names, value, disabled, testId, change } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        data-testid={testId}
        onChange={({ currentTarget }) => change(currentTarget.value as Value)}
      >
        {options.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  /** As typed. */
  readonly value: string;
  readonly disabled: boolean;
  readonly testId: string;
  readonly hint: string;
  readonly change: (value: string) => void;
}

export function NumberField({ label, value, disabled, testId, hint, change }: NumberFieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="learn-number"
        type="text"
        inputMode="numeric"
        pattern="\s*\d{1,15}\s*"
        value={value}
        disabled={disabled}
        title={hint}
        data-testid={testId}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </div>
  );
}
