import { useEffect, useRef } from 'preact/hooks';
import { gameById } from '../../shared/games/registry.ts';
import type { GameSpec } from '../../shared/game.ts';
import type { TableInfo } from '../../shared/protocol/table.ts';
import type { AnyScene, SceneTurn } from '../games/scene.ts';
import { STRINGS } from '../strings.ts';
import type { TableSession } from '../table/tableSession.ts';
import type { TableState } from '../table/tableState.ts';
import { announce } from '../ui/announcer.ts';
import { ConnectionBadge } from '../ui/ConnectionBadge.tsx';
import { formatDuration, secondsUntil } from '../ui/format.ts';
import { useTicking } from '../ui/useTicking.ts';

interface TableBarProps {
  readonly info: TableInfo;
  readonly state: TableState;
  readonly session: TableSession;
  readonly scene: AnyScene;
  readonly turn: SceneTurn<unknown>;
  readonly spec: GameSpec;
  readonly leave: () => void;
}

/** Always in sight: which game, how far, how long, how connected. */
export function TableBar({ info, state, session, scene, turn, spec, leave }: TableBarProps) {
  const { table: text } = STRINGS;
  const over = info.phase === 'ended';
  const { now, of } = scene.progress(turn);
  const turns = spec.pace.kind === 'turns';
  return (
    <div class="table-bar">
      <h1>{gameById(info.game).title}</h1>
      <p class="round" data-testid="progress">
        {over ? text.over : turns ? text.round(now, of) : text.step(now, of)}
        {spec.pace.kind === 'ticks' && of !== null && !over && (
          <span class="muted"> · {formatDuration((1000 * (of - now)) / spec.pace.perSecond)}</span>
        )}
      </p>
      {turns && !over && (
        <>
          <TimeLeft
            deadline={turn.deadline}
            mine={info.you.role === 'player' && !turn.moved}
            session={session}
          />
          {info.you.role === 'player' && state.connection.kind === 'open' && (
            <p class={turn.moved ? 'whose-move' : 'whose-move mine'} data-testid="whose-move">
              {turn.moved ? text.moved : text.yourMove}
            </p>
          )}
        </>
      )}
      {info.watchers > 0 && <p class="muted">{text.watchers(info.watchers)}</p>}
      <div class="table-bar-end">
        <ConnectionBadge connection={state.connection} />
        <LeaveButton asks={info.phase === 'playing' && info.you.role === 'player'} leave={leave} />
      </div>
    </div>
  );
}

/** Deadlines further away than this are no deadlines to a person. */
const NO_HURRY_SECONDS = 600;
const WARN_SECONDS = 5;

interface TimeLeftProps {
  /** Server clock. */
  readonly deadline: number | null;
  /** Somebody waits for this person. */
  readonly mine: boolean;
  readonly session: TableSession;
}

function TimeLeft({ deadline, mine, session }: TimeLeftProps) {
  const { table: text } = STRINGS;
  useTicking(250, deadline !== null);
  const seconds = deadline === null ? null : secondsUntil(deadline, session.serverClock.now());
  const warn = mine && seconds !== null && seconds <= WARN_SECONDS && seconds > 0;
  useEffect(() => {
    if (warn) announce(text.secondsLeftAnnounced(WARN_SECONDS));
  }, [warn, text]);
  if (seconds === null) return null;
  return (
    <p class={warn ? 'time-left warn' : 'time-left'} data-testid="time-left">
      {seconds > NO_HURRY_SECONDS ? text.noHurry : text.secondsLeft(seconds)}
    </p>
  );
}

function LeaveButton({ asks, leave }: { readonly asks: boolean; readonly leave: () => void }) {
  const { table: text } = STRINGS;
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        class="button quiet small"
        data-testid="leave"
        onClick={() => (asks ? dialog.current?.showModal() : leave())}
      >
        {text.leave}
      </button>
      <dialog ref={dialog} aria-labelledby="leave-title">
        <h2 id="leave-title">{text.leaveTitle}</h2>
        <p>{text.leaveText}</p>
        <div class="actions">
          <button type="button" class="button primary" onClick={() => dialog.current?.close()}>
            {text.leaveNo}
          </button>
          <button type="button" class="button" data-testid="leave-confirm" onClick={leave}>
            {text.leaveYes}
          </button>
        </div>
      </dialog>
    </>
  );
}
