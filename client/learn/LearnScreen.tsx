import './learn.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useScene } from '../table/useScene.ts';
import { announce } from '../ui/announcer.ts';
import { useStore } from '../ui/useStore.ts';
import { useTitle } from '../ui/useTitle.ts';
import { configOf, USUAL_CONFIG } from './configs.ts';
import { CooperationBars } from './CooperationBars.tsx';
import { CourseTable } from './CourseTable.tsx';
import { LearnControls } from './LearnControls.tsx';
import { LearningCurve } from './LearningCurve.tsx';
import type { LearnState } from './learnState.ts';
import { LearnSession } from './learnSession.ts';
import { LEARN } from './learnStrings.ts';
import { openWorker } from './openWorker.ts';
import { PlayLearned } from './PlayLearned.tsx';
import { momentOf, storyOf, type Lessons } from './story.ts';
import { useShownState } from './useShownState.ts';

/** A network learns in this page, and then plays. */
export function LearnScreen() {
  useTitle(LEARN.title);
  const session = useLearnSession();
  const state = useStore(session.state);
  const shown = useShownState(session.state);
  // Loads now, not when somebody wants to play: by then the server may be gone.
  const scene = useScene('ipd');
  const [playing, setPlaying] = useState(false);
  const lessons = lessonsOf(state);
  const moment = momentOf(state, lessons);
  const story = storyOf(state, lessons);
  useEffect(() => {
    if (state.current) announce(story);
  }, [moment]);
  const probe = shown.current?.probes.at(-1) ?? null;
  return (
    <div class="learn" data-testid="learn" data-status={state.status.kind}>
      <div class="learn-head">
        <h1>{LEARN.title}</h1>
        {/* Once it learns, the pictures need the room more. */}
        {!state.current && <p class="lead">{LEARN.lead}</p>}
      </div>
      <LearnControls
        state={shown}
        session={session}
        play={() => {
          session.askForPolicy();
          setPlaying(true);
        }}
      />
      <section class="learn-story" aria-labelledby="story-title">
        <h2 id="story-title">{LEARN.story}</h2>
        <p data-testid="story">{story}</p>
      </section>
      <div class="learn-plots">
        <LearningCurve state={shown} />
        <CooperationBars probe={probe} />
      </div>
      {shown.current && <CourseTable record={shown.current} />}
      {playing && state.policy && (
        <PlayLearned
          policy={state.policy}
          scene={scene}
          renew={() => session.askForPolicy()}
          close={() => setPlaying(false)}
        />
      )}
      <p class="muted small" data-testid="learn-computing">
        {LEARN.private} {computingText(state)}
      </p>
    </div>
  );
}

function lessonsOf({ current }: LearnState): Lessons {
  const { games, steps, critic } = current ? configOf(current.choice) : USUAL_CONFIG;
  return { games, steps, warmUp: critic.warmUp };
}

function computingText({ tensorflow, current }: LearnState): string {
  const { computing } = LEARN;
  if (tensorflow.kind === 'loading') return computing.loading;
  if (tensorflow.kind === 'unavailable') return computing.alone;
  const { device } = tensorflow;
  return current?.choice.engine === 'tensorflow' ? computing.tensorflow(device) : computing.kernels(device);
}

function useLearnSession(): LearnSession {
  const session = useMemo(() => new LearnSession(openWorker()), []);
  useEffect(() => () => session.close(), [session]);
  return session;
}
