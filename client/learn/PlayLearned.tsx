import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SceneTurn } from '../games/scene.ts';
import { formatPayoff } from '../games/formatPayoff.ts';
import { ReturnTable } from '../screens/ReturnTable.tsx';
import { SceneBox } from '../screens/SceneBox.tsx';
import { STRINGS } from '../strings.ts';
import { useTurnAnnouncements } from '../table/useAnnouncements.ts';
import type { SceneLoading } from '../table/useScene.ts';
import { useSceneActions } from '../table/useSceneActions.ts';
import type { AnyScene } from '../games/scene.ts';
import { useStore } from '../ui/useStore.ts';
import { learnedPlayer } from './learnedPlayer.ts';
import { LEARN } from './learnStrings.ts';
import { LocalGame } from './localGame.ts';
import type { LearnedPolicy } from './protocol.ts';

const { game: text } = LEARN;

interface PlayLearnedProps {
  /** A new object is a new game. */
  readonly policy: LearnedPolicy;
  readonly scene: SceneLoading;
  /** Asks for a new game with the newest policy. */
  readonly renew: () => void;
  readonly close: () => void;
}

/** A game against what has been learned. */
export function PlayLearned({ policy, scene, renew, close }: PlayLearnedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'start' });
  }, [policy]);
  const game = useMemo(() => newGame(policy), [policy]);
  return (
    <section class="panel learn-game" aria-labelledby="play-title" data-testid="learn-game">
      <div class="learn-game-head">
        <h2 id="play-title" ref={heading} tabIndex={-1}>
          {text.title}
        </h2>
        <p class="muted">{policy.iteration === 0 ? text.fresh : text.learned(policy.iteration)}</p>
        <button type="button" class="button quiet small" data-testid="learn-close" onClick={close}>
          {text.close}
        </button>
      </div>
      {scene.kind === 'loaded' && <Board game={game} scene={scene.scene} renew={renew} />}
      {scene.kind === 'loading' && <p>{STRINGS.loading}</p>}
      {scene.kind === 'failed' && <p role="alert">{text.sceneFailed}</p>}
    </section>
  );
}

function newGame(policy: LearnedPolicy): LocalGame {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return new LocalGame({
    opponent: (spec) => learnedPlayer(policy, spec),
    seed,
    labels: [text.you, text.learner],
  });
}

interface BoardProps {
  readonly game: LocalGame;
  readonly scene: AnyScene;
  readonly renew: () => void;
}

function Board({ game, scene, renew }: BoardProps) {
  const turn: SceneTurn<unknown> = useStore<SceneTurn<unknown>>(game.turn);
  const actions = useSceneActions({
    game: 'ipd',
    scene,
    session: game,
    role: 'player',
    pace: 'turns',
    control: () => undefined,
  });
  useTurnAnnouncements(scene, turn, 'turns');
  const { now, of } = scene.progress(turn);
  const over = turn.status !== 'running';
  return (
    <>
      <p class="muted" data-testid="learn-round">
        {over || of === null ? text.over : text.round(now, of)}
      </p>
      <SceneBox
        game="ipd"
        scene={scene}
        params={game.params}
        spec={game.spec}
        role="player"
        actions={actions}
        turn={turn}
      />
      {over && <Outcome game={game} turn={turn} digits={scene.payoffDigits} renew={renew} />}
    </>
  );
}

interface OutcomeProps {
  readonly game: LocalGame;
  readonly turn: SceneTurn<unknown>;
  readonly digits: number;
  readonly renew: () => void;
}

function Outcome({ game, turn, digits, renew }: OutcomeProps) {
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => again.current?.focus(), []);
  return (
    <div class="after" data-testid="learn-outcome">
      <ReturnTable
        labels={turn.labels}
        returns={[...game.returns]}
        steps={turn.step}
        pace="turns"
        digits={digits}
      />
      <p>{text.best(formatPayoff(turn.step * game.params.payoffs.cc))}</p>
      <div class="actions">
        <button ref={again} type="button" class="button primary" data-testid="learn-again" onClick={renew}>
          {text.again}
        </button>
        <span class="muted">{text.againHint}</span>
      </div>
    </div>
  );
}
