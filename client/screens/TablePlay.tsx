import { useMemo, useRef } from 'preact/hooks';
import { gameById } from '../../shared/games/registry.ts';
import type { TableInfo } from '../../shared/protocol/table.ts';
import type { AnyScene, SceneTurn } from '../games/scene.ts';
import { reducedMotion } from '../settings.ts';
import { STRINGS } from '../strings.ts';
import type { SceneMount } from '../table/sceneMount.ts';
import { sceneTurnOf } from '../table/sceneTurn.ts';
import type { TableSession } from '../table/tableSession.ts';
import { mayMove, type TableState } from '../table/tableState.ts';
import { useTurnAnnouncements } from '../table/useAnnouncements.ts';
import { useSceneActions } from '../table/useSceneActions.ts';
import { useTitle } from '../ui/useTitle.ts';
import { AfterGame } from './AfterGame.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { SceneBox } from './SceneBox.tsx';
import { SeatList } from './SeatList.tsx';
import { TableBar } from './TableBar.tsx';

interface TablePlayProps {
  readonly info: TableInfo;
  readonly state: TableState;
  readonly session: TableSession;
  readonly scene: AnyScene;
  readonly leave: () => void;
}

/** A table that plays or has played. */
export function TablePlay(props: TablePlayProps) {
  const { info, state } = props;
  const game = gameById(info.game);
  const paramsKey = JSON.stringify(info.params);
  const params = useMemo(() => game.params.parse(info.params), [game, paramsKey]);
  const spec = useMemo(() => game.spec(params), [game, params]);
  const turn = useMemo(
    () => sceneTurnOf(state, { spec, motion: reducedMotion() ? 'reduced' : 'full' }),
    [state.info, state.turn, spec],
  );
  useTitle(game.title, mayMove(state) && document.hidden);
  if (!turn) return <p class="panel">{STRINGS.loading}</p>;
  return <Playing {...props} turn={turn} params={params} spec={spec} />;
}

interface PlayingProps extends TablePlayProps {
  readonly turn: SceneTurn<unknown>;
  readonly params: unknown;
  readonly spec: ReturnType<ReturnType<typeof gameById>['spec']>;
}

function Playing({ info, state, session, scene, turn, params, spec, leave }: PlayingProps) {
  const mount = useRef<SceneMount | null>(null);
  const role = info.you.role;
  const actions = useSceneActions({
    game: info.game,
    scene,
    session,
    role,
    pace: spec.pace.kind,
    control: (id) => mount.current?.control(id),
  });
  useTurnAnnouncements(scene, turn, spec.pace.kind);
  const over = info.phase === 'ended';
  // The guide speaks to who plays; watchers would read somebody else's lessons.
  const guide = info.guided && role === 'player' && !over ? scene.guide(turn) : null;
  return (
    <div class={`table-layout game-${info.game}`} data-testid="table" data-phase={info.phase}>
      <TableBar
        info={info}
        state={state}
        session={session}
        scene={scene}
        turn={turn}
        spec={spec}
        leave={leave}
      />
      <NoticeBar state={state} />
      {role === 'watcher' && <p class="muted">{STRINGS.table.watching}</p>}
      <SeatList seats={info.seats} you={info.you} totals={scene.totals(turn)} digits={scene.payoffDigits} />
      {guide && (
        <aside class="guide" aria-label={STRINGS.table.guide} data-testid="guide">
          <h2>{guide.title}</h2>
          <p>{guide.text}</p>
        </aside>
      )}
      {over && <AfterGame info={info} state={state} session={session} scene={scene} spec={spec} />}
      <SceneBox
        game={info.game}
        scene={scene}
        params={params}
        spec={spec}
        role={role}
        actions={actions}
        turn={turn}
        onMount={(created) => {
          mount.current = created;
        }}
      />
      {/* Turn games say their keys on their buttons. */}
      {role === 'player' && !over && spec.pace.kind === 'ticks' && (
        <KeyHelp game={info.game} controls={scene.controls} />
      )}
    </div>
  );
}
