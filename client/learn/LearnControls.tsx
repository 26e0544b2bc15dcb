import { useState } from 'preact/hooks';
import { formatPayoff } from '../games/formatPayoff.ts';
import { USUAL_CONFIG } from './configs.ts';
import { NumberField, SelectField } from './fields.tsx';
import type { LearnSession } from './learnSession.ts';
import type { LearnState } from './learnState.ts';
import { LEARN } from './learnStrings.ts';
import { ALGORITHM_IDS, ENGINE_IDS, type Choice } from './protocol.ts';
import { choiceOf, isSameChoice, usualSetup, type Setup } from './setup.ts';

interface LearnControlsProps {
  readonly state: LearnState;
  readonly session: LearnSession;
  readonly play: () => void;
}

/** What shall learn, and the buttons that make it. */
export function LearnControls({ state, session, play }: LearnControlsProps) {
  const [setup, setSetup] = useState<Setup>(() => usualSetup(USUAL_CONFIG.iterations));
  const { status } = state;
  const disabled = status.kind === 'running';
  const change = (part: Partial<Setup>): void => setSetup({ ...setup, ...part });
  return (
    <section class="panel learn-controls" aria-labelledby="setup-title" data-testid="learn-controls">
      <h2 id="setup-title" class="visually-hidden">
        {LEARN.setup}
      </h2>
      <div class="field-row">
        <SelectField
          label={LEARN.algorithm}
          options={ALGORITHM_IDS}
          names={LEARN.algorithms}
          value={setup.algorithm}
          disabled={disabled}
          testId="learn-algorithm"
          change={(algorithm) => change({ algorithm })}
        />
        <NumberField
          label={LEARN.seed}
          value={setup.seed}
          disabled={disabled}
          testId="learn-seed"
          hint={LEARN.seedHint}
          change={(seed) => change({ seed })}
        />
        <Buttons state={state} session={session} choice={choiceOf(setup)} play={play} />
      </div>
      <p>{LEARN.algorithmTexts[setup.algorithm]}</p>
      <div class="learn-second-row">
        <Figures state={state} />
        <details class="more">
          <summary>{LEARN.more}</summary>
          <div class="field-row">
            <NumberField
              label={LEARN.iterations}
              value={setup.iterations}
              disabled={disabled}
              testId="learn-iterations"
              hint={LEARN.iterationsHint}
              change={(iterations) => change({ iterations })}
            />
            <SelectField
              label={LEARN.engine}
              options={state.tensorflow.kind === 'unavailable' ? ['kernels'] : ENGINE_IDS}
              names={LEARN.engines}
              value={setup.engine}
              disabled={disabled}
              testId="learn-engine"
              change={(engine) => change({ engine })}
            />
          </div>
        </details>
      </div>
    </section>
  );
}

interface ButtonsProps extends LearnControlsProps {
  readonly choice: Choice | null;
}

function Buttons({ state, session, choice, play }: ButtonsProps) {
  const { status, current } = state;
  return (
    <div class="actions">
      <MainButton state={state} choice={choice} session={session} />
      <button
        type="button"
        class="button quiet"
        disabled={!current}
        data-testid="learn-reset"
        onClick={() => session.reset()}
      >
        {LEARN.reset}
      </button>
      <button
        type="button"
        class="button"
        disabled={!current || current.probes.length === 0 || status.kind === 'failed'}
        data-testid="learn-play"
        onClick={play}
      >
        {LEARN.play}
      </button>
    </div>
  );
}

/** One button, in one place: a focus on it never gets lost. */
function MainButton({ state: { status, current }, choice, session }: Omit<ButtonsProps, 'play'>) {
  const goesOn =
    status.kind === 'paused' && current !== null && choice !== null && isSameChoice(current.choice, choice);
  const label =
    status.kind === 'running' ? LEARN.pause : goesOn ? LEARN.resume : current ? LEARN.startNew : LEARN.start;
  const press = (): void => {
    if (status.kind === 'running') session.pause();
    else if (goesOn) session.resume();
    else if (choice) session.start(choice);
  };
  return (
    <button
      type="button"
      class="button primary learn-main"
      disabled={status.kind !== 'running' && !choice}
      data-testid="learn-main"
      onClick={press}
    >
      {label}
    </button>
  );
}

function Figures({ state: { current } }: Pick<LearnControlsProps, 'state'>) {
  const lessons = current?.rewards.length ?? 0;
  const reward = current?.rewards.at(-1);
  return (
    <p
      class="learn-figures"
      data-testid="learn-figures"
      data-lesson={lessons}
      data-seconds={current?.seconds ?? 0}
    >
      <progress max={current?.choice.iterations ?? 1} value={lessons} aria-label={LEARN.progress} />
      {current
        ? [
            LEARN.practiced(lessons, current.choice.iterations),
            LEARN.spent(current.seconds),
            reward === undefined ? LEARN.noReward : LEARN.reward(formatPayoff(reward)),
          ].join(' · ')
        : LEARN.notStarted}
    </p>
  );
}
