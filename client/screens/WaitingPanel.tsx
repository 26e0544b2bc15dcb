import { useEffect } from 'preact/hooks';
import { gameById } from '../../shared/games/registry.ts';
import type { PlayerOffer, TableInfo } from '../../shared/protocol/table.ts';
import { STRINGS } from '../strings.ts';
import type { TableSession } from '../table/tableSession.ts';
import type { TableState } from '../table/tableState.ts';
import { announce } from '../ui/announcer.ts';
import { ConnectionBadge } from '../ui/ConnectionBadge.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatDuration, secondsUntil } from '../ui/format.ts';
import { shareableLink } from '../ui/navigation.ts';
import { ProgramSelect } from '../ui/ProgramSelect.tsx';
import { useTicking } from '../ui/useTicking.ts';
import { useTitle } from '../ui/useTitle.ts';
import { NoticeBar } from './NoticeBar.tsx';
import { SeatList } from './SeatList.tsx';

interface WaitingPanelProps {
  readonly info: TableInfo;
  readonly state: TableState;
  readonly session: TableSession;
  readonly leave: () => void;
}

/** A table that waits for people: who is here, for how long, and what one may do about it. */
export function WaitingPanel({ info, state, session, leave }: WaitingPanelProps) {
  const { waiting: text } = STRINGS;
  useTicking(250);
  useTitle(text.title);
  useEffect(() => () => announce(text.started), [text]);
  const now = session.serverClock.now();
  const open = info.seats.filter(({ kind }) => kind === 'open').length;
  const link = shareableLink({ kind: 'table', tableId: info.tableId, as: 'play' });
  return (
    <section class="panel waiting" data-testid="waiting">
      <div class="table-bar">
        <h1>{text.title}</h1>
        <ConnectionBadge connection={state.connection} />
      </div>
      <NoticeBar state={state} />
      <p class="lead">
        {gameById(info.game).title} · {text.missing(open)}
        {info.waitingSince !== null && ` ${text.since(formatDuration(now - info.waitingSince))}.`}
      </p>
      <SeatList seats={info.seats} you={info.you} totals={[]} digits={0} />
      {info.fillsAt !== null && (
        <p class="offer" data-testid="fills">
          {text.fillsIn(secondsUntil(info.fillsAt, now))}
        </p>
      )}
      {info.offer && info.you.role === 'player' && (
        <Offer
          at={info.offer.at}
          since={info.waitingSince}
          players={info.offer.players}
          now={now}
          fill={(ref) => session.fill(ref)}
        />
      )}
      <div class="invite">
        <label for="invite-link">{text.invite}</label>
        <div class="field-row">
          <input
            id="invite-link"
            type="text"
            readOnly
            value={link}
            data-testid="invite-link"
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton text={() => link} label={text.copy} testId="copy-link" />
        </div>
      </div>
      <p class="muted small">{text.stay}</p>
      <div class="actions">
        <button type="button" class="button quiet" data-testid="leave" onClick={leave}>
          {STRINGS.backToLobby}
        </button>
      </div>
    </section>
  );
}

interface OfferProps {
  readonly at: number;
  readonly since: number | null;
  readonly players: readonly PlayerOffer[];
  readonly now: number;
  readonly fill: (ref: string) => void;
}

/** The visible rule for lonely people, and from its time on the choice. */
function Offer({ at, since, players, now, fill }: OfferProps) {
  const { waiting: text } = STRINGS;
  const left = secondsUntil(at, now);
  const ready = left === 0;
  useEffect(() => {
    if (ready) announce(text.ruleNow);
  }, [ready, text]);
  return (
    <div class="offer" data-testid="offer">
      {since !== null && <p>{text.rule(Math.round((at - since) / 1000))}</p>}
      <p>{ready ? text.ruleNow : text.ruleIn(left)}</p>
      <ProgramSelect
        label={text.offers}
        players={players}
        action={text.playWith}
        enabled={ready}
        choose={fill}
        testId="fill"
      />
    </div>
  );
}
