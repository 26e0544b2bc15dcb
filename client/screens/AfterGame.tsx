import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { GameSpec } from '../../shared/game.ts';
import type { TableInfo } from '../../shared/protocol/table.ts';
import type { AnyScene } from '../games/scene.ts';
import { countEvents, tellingMarkers } from '../replay/countEvents.ts';
import type { OpenedEpisode } from '../replay/openEpisode.ts';
import { returnSeries } from '../replay/returnSeries.ts';
import { useEpisode } from '../replay/useEpisode.ts';
import { STRINGS } from '../strings.ts';
import type { TableSession } from '../table/tableSession.ts';
import type { TableState } from '../table/tableState.ts';
import { distinctLabels } from '../ui/distinctLabels.ts';
import { Link } from '../ui/Link.tsx';
import { useLazy } from '../ui/useLazy.ts';
import { EventTable } from './EventTable.tsx';
import { ReturnTable } from './ReturnTable.tsx';

interface AfterGameProps {
  readonly info: TableInfo;
  readonly state: TableState;
  readonly session: TableSession;
  readonly scene: AnyScene;
  readonly spec: GameSpec;
}

/** What happened, and what one may do now. */
export function AfterGame({ info, state, session, scene, spec }: AfterGameProps) {
  const { after: text } = STRINGS;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { ended } = state;
  const me = info.you.role === 'player' ? info.seats[info.you.seat] : undefined;
  const episode = ended?.episode ?? info.episode;
  const pace = spec.pace.kind;
  return (
    <section class="panel after" aria-labelledby="after-title" data-testid="after">
      <h2 id="after-title" ref={heading} tabIndex={-1}>
        {text.title}
      </h2>
      {ended && (
        <>
          <p>
            {text.reasons[ended.reason]} {text.steps(ended.steps, pace)}.
          </p>
          <ReturnTable
            labels={distinctLabels(info.seats.map(({ label }) => label))}
            returns={ended.returns}
            steps={ended.steps}
            pace={pace}
            digits={scene.payoffDigits}
          />
        </>
      )}
      <div class="actions">
        {me && (
          <button
            type="button"
            class="button primary"
            data-testid="again"
            disabled={me.wantsAgain || state.connection.kind !== 'open'}
            onClick={() => session.again()}
          >
            {text.again}
          </button>
        )}
        {episode !== null && (
          <Link
            to={{ kind: 'replay', episode, step: 0, side: 'spectator' }}
            class="button"
            testId="watch-replay"
          >
            {text.replay}
          </Link>
        )}
        <Link to={{ kind: 'lobby' }} class="button quiet">
          {STRINGS.backToLobby}
        </Link>
      </div>
      {me?.wantsAgain === true && <p role="status">{text.againWaiting}</p>}
      {episode !== null && <FromTheLog episode={episode} info={info} scene={scene} pace={pace} />}
    </section>
  );
}

interface FromTheLogProps {
  readonly episode: string;
  readonly info: TableInfo;
  readonly scene: AnyScene;
  readonly pace: 'turns' | 'ticks';
}

const LOG_PATIENCE = 10;

function FromTheLog({ episode, info, scene, pace }: FromTheLogProps) {
  const { after: text } = STRINGS;
  const { opened } = useEpisode(episode, LOG_PATIENCE);
  if (opened === null || opened.kind === 'running') return <p class="muted">{text.logPending}</p>;
  if (opened.kind === 'diverged') return <p role="alert">{`${text.broken} ${opened.why}`}</p>;
  if (opened.kind !== 'open') return <p role="alert">{text.logFailed}</p>;
  return <Curves opened={opened} info={info} scene={scene} pace={pace} />;
}

interface CurvesProps extends Omit<FromTheLogProps, 'episode'> {
  readonly opened: OpenedEpisode & { readonly kind: 'open' };
}

function Curves({ opened: { events, replay }, info, scene, pace }: CurvesProps) {
  const labels = useMemo(() => distinctLabels(info.seats.map(({ label }) => label)), [info.seats]);
  const series = useMemo(() => returnSeries(events, replay.spec.numSeats), [events, replay]);
  const counts = useMemo(
    () => countEvents(tellingMarkers(replay.markers, pace), replay.spec.numSeats),
    [replay, pace],
  );
  const seat = info.you.role === 'player' ? info.you.seat : null;
  const Plot = useLazy(async () => (await import('../ui/ReturnPlot.tsx')).ReturnPlot);
  const Afterwards = useLazy(async () => (await scene.afterwards?.()) ?? null);
  return (
    <>
      {Plot ? (
        <Plot series={series} labels={labels} pace={pace} digits={scene.payoffDigits} />
      ) : (
        <p class="muted">{STRINGS.loading}</p>
      )}
      {Afterwards && <Afterwards events={events} replay={replay} seat={seat} labels={labels} />}
      <EventTable counts={counts} labels={labels} />
    </>
  );
}
