import { useState } from 'preact/hooks';
import { GAME_IDS } from '../../shared/games/registry.ts';
import { LOBBY_ROOM, type LobbyRequestName } from '../../shared/protocol/lobby.ts';
import { useCatalogue } from '../lobby/useCatalogue.ts';
import { LobbySession } from '../lobby/lobbySession.ts';
import { browserClock } from '../net/browserClock.ts';
import { joinRoom } from '../net/joinRoom.ts';
import { useRunning } from '../net/useRunning.ts';
import { STRINGS } from '../strings.ts';
import { announce } from '../ui/announcer.ts';
import { ConnectionBadge } from '../ui/ConnectionBadge.tsx';
import { goTo } from '../ui/navigation.ts';
import { useStore } from '../ui/useStore.ts';
import { useTicking } from '../ui/useTicking.ts';
import { useTitle } from '../ui/useTitle.ts';
import { ConsentBox } from './ConsentBox.tsx';
import { GameCard } from './GameCard.tsx';
import { LearnInvitation } from './LearnInvitation.tsx';
import { ReleasedAgents } from './ReleasedAgents.tsx';
import { TableList } from './TableList.tsx';

export function LobbyScreen() {
  const { lobby: text } = STRINGS;
  const session = useLobbySession();
  const { connection, lobby } = useStore(session.state);
  const { catalogue, failed, retry } = useCatalogue();
  const [refusal, setRefusal] = useState<string | null>(null);
  useTicking(1000);
  useTitle(text.title);
  const now = session.serverClock.now();

  const request = async (name: LobbyRequestName, body: object): Promise<void> => {
    const reply = await session.request(name, body);
    if (reply.ok) {
      goTo({ kind: 'table', tableId: reply.tableId, as: 'play' });
    } else {
      const why = STRINGS.refusal(reply.code, reply.message);
      setRefusal(why);
      announce(why);
    }
  };

  return (
    <>
      <div class="lobby-head">
        <div>
          <h1>{STRINGS.tagline}</h1>
          <p class="lead">{text.intro}</p>
        </div>
        <div class="lobby-status">
          <ConnectionBadge connection={connection} />
          {lobby && <p class="muted">{text.here(lobby.people)}</p>}
        </div>
      </div>
      {refusal !== null && (
        <p class="refusal" role="alert" data-testid="refusal">
          {refusal}
        </p>
      )}
      {failed && (
        <p class="refusal" role="alert">
          {text.catalogueFailed}{' '}
          <button type="button" class="link-button" onClick={retry}>
            {text.tryAgain}
          </button>
        </p>
      )}
      <section aria-labelledby="games-title">
        <h2 id="games-title" class="visually-hidden">
          {text.games}
        </h2>
        <div class="game-grid">
          {GAME_IDS.map((id) => (
            <GameCard
              key={id}
              game={id}
              tables={lobby?.tables.filter((table) => table.game === id) ?? []}
              offer={catalogue?.games.find((game) => game.id === id)}
              now={now}
              enabled={connection.kind === 'open'}
              request={request}
            />
          ))}
        </div>
      </section>
      <LearnInvitation />
      <TableList tables={lobby?.tables ?? []} now={now} />
      <ReleasedAgents catalogue={catalogue} />
      <ConsentBox />
    </>
  );
}

function useLobbySession(): LobbySession {
  const [session] = useState(
    () =>
      new LobbySession({
        clock: browserClock,
        join: () => joinRoom({ kind: 'by-name', name: LOBBY_ROOM, options: {} }),
      }),
  );
  useRunning(session);
  return session;
}
