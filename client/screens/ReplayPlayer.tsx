import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { gameById } from '../../shared/games/registry.ts';
import type { OpenReplay } from '../../shared/log/openReplay.ts';
import { formatPayoff } from '../games/formatPayoff.ts';
import type { AnyScene, SceneTurn } from '../games/scene.ts';
import { agentChoices, hasAgents } from '../replay/agentChoices.ts';
import { tellingMarkers } from '../replay/countEvents.ts';
import { frameMs } from '../replay/playback.ts';
import { usePlayback } from '../replay/usePlayback.ts';
import type { Route } from '../router.ts';
import { reducedMotion } from '../settings.ts';
import { STRINGS } from '../strings.ts';
import { TURN_TWEEN_MS } from '../table/sceneTurn.ts';
import { rewriteAddress, shareableLink } from '../ui/navigation.ts';
import { SeatMark } from '../ui/SeatMark.tsx';
import { AgentChoices } from './AgentChoices.tsx';
import { MarkerList } from './MarkerList.tsx';
import { ReplayControls } from './ReplayControls.tsx';
import { SceneBox, type SceneActions } from './SceneBox.tsx';

interface ReplayPlayerProps {
  readonly route: Route & { readonly kind: 'replay' };
  readonly replay: OpenReplay;
  readonly scene: AnyScene;
  readonly labels: readonly string[];
}

const NO_ACTIONS: SceneActions = {
  now: () => 0,
  act: () => {},
  press: () => {},
  release: () => {},
};

/** A replay to scrub, play and look at from any seat. */
export function ReplayPlayer({ route, replay, scene, labels }: ReplayPlayerProps) {
  const { replay: text } = STRINGS;
  const { spec, length, header } = replay;
  const stepsPerSecond = spec.pace.kind === 'ticks' ? spec.pace.perSecond : null;
  const controls = usePlayback({ length, startAt: route.step, stepsPerSecond });
  const { step, playing, speed } = controls.playback;
  const [side, setSide] = useState<number | 'spectator'>(
    route.side !== 'spectator' && route.side < spec.numSeats ? route.side : 'spectator',
  );
  const here = { ...route, step, side };
  useLayoutEffect(() => {
    // While it plays the address stands still: browsers limit how often it may change.
    if (!playing) rewriteAddress(here);
  }, [playing, step, side]);
  const tween = reducedMotion() ? 0 : Math.min(TURN_TWEEN_MS, frameMs(stepsPerSecond, speed));
  const turn = useReplayTurn({ replay, step, side, labels, tween });
  const markers = useMemo(() => tellingMarkers(replay.markers, spec.pace.kind), [replay, spec]);
  const frame = useMemo(() => replay.frameAt(step), [replay, step]);
  return (
    <div class={`table-layout replay game-${header.game}`} data-testid="replay" data-step={step}>
      <div class="table-bar">
        <h1>{text.title(gameById(header.game).title)}</h1>
      </div>
      <p class="verified" data-testid="verified">
        <span aria-hidden="true">✓ </span>
        {text.verified(length)}
        {replay.end && ` ${STRINGS.after.reasons[replay.end.reason]}`}
      </p>
      <ul class={labels.length > 4 ? 'seats many' : 'seats'} aria-label={text.payoffs} data-testid="seats">
        {labels.map((label, seat) => (
          <li key={seat} class="seat">
            <SeatMark seat={seat} />
            <span class="seat-name">{label}</span>
            <span class="seat-total" data-testid={`total-${seat}`}>
              {formatPayoff(frame.returns[seat] ?? 0, scene.payoffDigits)}
            </span>
          </li>
        ))}
      </ul>
      <SceneBox
        game={header.game}
        scene={scene}
        params={replay.params}
        spec={spec}
        role="watcher"
        actions={NO_ACTIONS}
        turn={turn}
      />
      <ReplayControls
        controls={controls}
        length={length}
        labels={labels}
        side={side}
        setSide={setSide}
        link={() => shareableLink(here)}
      />
      {hasAgents(header) && (
        <AgentChoices
          step={step}
          choices={agentChoices(frame.decisions, spec.actions, scene.controls)}
          labels={labels}
        />
      )}
      <MarkerList markers={markers} labels={labels} step={step} goTo={controls.goTo} />
    </div>
  );
}

interface ReplayTurnOptions {
  readonly replay: OpenReplay;
  readonly step: number;
  readonly side: number | 'spectator';
  readonly labels: readonly string[];
  readonly tween: number;
}

interface Shown {
  readonly step: number;
  readonly side: number | 'spectator';
  readonly view: unknown;
}

/** The frame as a turn; consecutive frames from the same eyes are tweened, jumps are not. */
function useReplayTurn({ replay, step, side, labels, tween }: ReplayTurnOptions): SceneTurn<unknown> {
  const before = useRef<Shown | null>(null);
  return useMemo(() => {
    const view = replay.frameAt(step).view(side);
    const previous = before.current;
    const follows = previous !== null && previous.step + 1 === step && previous.side === side;
    before.current = { step, side, view };
    return {
      view,
      previousView: follows ? previous.view : undefined,
      side,
      labels,
      step,
      status:
        step === replay.length ? (replay.status === 'running' ? 'truncated' : replay.status) : 'running',
      moved: false,
      ownMove: null,
      deadline: null,
      tweenMs: follows ? tween : 0,
    };
  }, [replay, step, side, labels, tween]);
}
