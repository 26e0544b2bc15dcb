import { useId } from 'preact/hooks';
import { SPEEDS, type Speed } from '../replay/playback.ts';
import type { PlaybackControls } from '../replay/usePlayback.ts';
import { STRINGS } from '../strings.ts';
import { CopyButton } from '../ui/CopyButton.tsx';

interface ReplayControlsProps {
  readonly controls: PlaybackControls;
  readonly length: number;
  readonly labels: readonly string[];
  readonly side: number | 'spectator';
  readonly setSide: (side: number | 'spectator') => void;
  readonly link: () => string;
}

export function ReplayControls({ controls, length, labels, side, setSide, link }: ReplayControlsProps) {
  const { replay: text } = STRINGS;
  const { step, playing, speed } = controls.playback;
  const slider = useId();
  return (
    <section class="replay-controls" aria-label={text.controls}>
      <div class="scrub">
        <label for={slider} class="visually-hidden">
          {text.position}
        </label>
        <input
          id={slider}
          type="range"
          min={0}
          max={length}
          step={1}
          value={step}
          aria-valuetext={text.positionText(step, length)}
          data-testid="scrub"
          onInput={(event) => controls.goTo(Number(event.currentTarget.value))}
        />
        <output for={slider} data-testid="position">
          {text.positionText(step, length)}
        </output>
      </div>
      <div class="actions">
        <StepButton label={text.first} sign="first" disabled={step === 0} go={() => controls.goTo(0)} />
        <StepButton label={text.back} sign="back" disabled={step === 0} go={() => controls.goTo(step - 1)} />
        <button type="button" class="button primary" data-testid="play" onClick={() => controls.toggle()}>
          {playing ? text.pause : text.play}
        </button>
        <StepButton
          label={text.forward}
          sign="forward"
          disabled={step === length}
          go={() => controls.goTo(step + 1)}
        />
        <StepButton
          label={text.last}
          sign="last"
          disabled={step === length}
          go={() => controls.goTo(length)}
        />
        <SpeedSelect speed={speed} setSpeed={(chosen) => controls.setSpeed(chosen)} />
        <EyesSelect labels={labels} side={side} setSide={setSide} />
        <CopyButton text={link} label={text.link} testId="copy-step" />
      </div>
    </section>
  );
}

const SIGNS = {
  first: 'M3 4h2.5v12H3zM17 4v12L6.5 10z',
  back: 'M14 4v12L4 10z',
  forward: 'M6 4l10 6l-10 6z',
  last: 'M14.5 4H17v12h-2.5zM3 4l10.5 6L3 16z',
} as const;

interface StepButtonProps {
  readonly label: string;
  readonly sign: keyof typeof SIGNS;
  readonly disabled: boolean;
  readonly go: () => void;
}

function StepButton({ label, sign, disabled, go }: StepButtonProps) {
  return (
    <button
      type="button"
      class="button square"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={go}
    >
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
        <path d={SIGNS[sign]} fill="currentColor" />
      </svg>
    </button>
  );
}

function SpeedSelect({
  speed,
  setSpeed,
}: {
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
}) {
  const { replay: text } = STRINGS;
  const id = useId();
  const choose = (value: string): void => {
    const chosen = SPEEDS.find((each) => String(each) === value);
    if (chosen !== undefined) setSpeed(chosen);
  };
  return (
    <div class="field inline">
      <label for={id}>{text.speed}</label>
      <select
        id={id}
        value={String(speed)}
        data-testid="speed"
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {SPEEDS.map((each) => (
          <option key={each} value={String(each)}>
            {text.speedOf(each)}
          </option>
        ))}
      </select>
    </div>
  );
}

function EyesSelect({ labels, side, setSide }: Pick<ReplayControlsProps, 'labels' | 'side' | 'setSide'>) {
  const { replay: text } = STRINGS;
  const id = useId();
  return (
    <div class="field inline">
      <label for={id}>{text.eyes}</label>
      <select
        id={id}
        value={String(side)}
        data-testid="eyes"
        onChange={({ currentTarget: { value } }) =>
          setSide(value === 'spectator' ? 'spectator' : Number(value))
        }
      >
        <option value="spectator">{text.spectator}</option>
        {labels.map((label, seat) => (
          <option key={seat} value={String(seat)}>
            {`${STRINGS.seatNumber(seat)}: ${label}`}
          </option>
        ))}
      </select>
    </div>
  );
}
