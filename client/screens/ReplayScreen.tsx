import { gameById } from '../../shared/games/registry.ts';
import type { OpenReplay } from '../../shared/log/openReplay.ts';
import type { Route } from '../router.ts';
import { labelsOfLog } from '../replay/labels.ts';
import { useEpisode } from '../replay/useEpisode.ts';
import { STRINGS } from '../strings.ts';
import { useScene } from '../table/useScene.ts';
import { useTitle } from '../ui/useTitle.ts';
import { MessagePage } from './MessagePage.tsx';
import { ReplayPlayer } from './ReplayPlayer.tsx';

type ReplayRoute = Route & { readonly kind: 'replay' };

/** How often a replay that somebody opened while the game runs asks again: some minutes. */
const PATIENCE = 400;

/** A game that is over, simulated again in this page. */
export function ReplayScreen({ route }: { readonly route: ReplayRoute }) {
  const { replay: text } = STRINGS;
  const { opened, participant } = useEpisode(route.episode, PATIENCE);
  if (opened === null) return <Loading />;
  switch (opened.kind) {
    case 'running':
      return <MessagePage title={text.running} text="" testId="replay-running" />;
    case 'unknown':
      return <MessagePage title={text.unknown} text="" testId="replay-unknown" />;
    case 'diverged':
      return <MessagePage title={text.notVerified('')} text={opened.why} testId="replay-diverged" />;
    case 'failed':
      return <MessagePage title={text.failed} text="" testId="replay-failed" />;
    case 'open':
      break;
  }
  return (
    <Opened route={route} replay={opened.replay} labels={labelsOfLog(opened.replay.header, participant)} />
  );
}

interface OpenedProps {
  readonly route: ReplayRoute;
  readonly replay: OpenReplay;
  readonly labels: readonly string[];
}

function Opened({ route, replay, labels }: OpenedProps) {
  const { replay: text } = STRINGS;
  const { title } = gameById(replay.header.game);
  useTitle(text.title(title));
  const loading = useScene(replay.header.game);
  if (loading.kind === 'loading') return <Loading />;
  if (loading.kind === 'failed') return <MessagePage title={text.failed} text={STRINGS.table.sceneFailed} />;
  return <ReplayPlayer route={route} replay={replay} scene={loading.scene} labels={labels} />;
}

function Loading() {
  useTitle(STRINGS.replay.loading);
  return (
    <section class="panel message-page">
      <h1>{STRINGS.replay.loading}</h1>
    </section>
  );
}
