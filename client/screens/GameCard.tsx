import { useId, useState } from 'preact/hooks';
import type { AnyGame } from '../../shared/game.ts';
import { GAMES, gameById, type GameId } from '../../shared/games/registry.ts';
import type { CatalogueGame } from '../../shared/protocol/http.ts';
import type { LobbyRequestName, TableSummary } from '../../shared/protocol/lobby.ts';
import {
  defaultChoice,
  guidedSetup,
  isQuickMatch,
  practiceSetup,
  privateSetup,
  publicSetup,
  specOf,
  type LobbyChoice,
} from '../lobby/tableSetup.ts';
import { STRINGS } from '../strings.ts';
import { formatDuration } from '../ui/format.ts';
import { GameArt } from '../ui/GameArt.tsx';
import { ProgramSelect } from '../ui/ProgramSelect.tsx';
import { SeatChoices } from './SeatChoices.tsx';
import { TableOptions } from './TableOptions.tsx';

interface GameCardProps {
  readonly game: GameId;
  readonly tables: readonly TableSummary[];
  readonly offer: CatalogueGame | undefined;
  /** Server clock. */
  readonly now: number;
  readonly enabled: boolean;
  readonly request: (name: LobbyRequestName, body: object) => Promise<void>;
}

/** One dilemma: what it is, who waits, and every way into it. */
export function GameCard({ game: id, tables, offer, now, enabled, request }: GameCardProps) {
  const { lobby: text } = STRINGS;
  const game = gameById(id);
  const { title, summary } = GAMES[id];
  const [choice, setChoice] = useState<LobbyChoice>(() => defaultChoice(game));
  const heading = useId();
  const { numSeats, maxSteps, pace } = specOf(game, choice.preset);
  const openTable = (setup: object): void => void request('open-table', setup);
  return (
    <article class="card" aria-labelledby={heading} data-testid={`game-${id}`}>
      <GameArt game={id} />
      <h3 id={heading}>{title}</h3>
      <p>{summary}</p>
      <p class="muted facts">
        {text.players(numSeats)} · {text.steps(maxSteps, pace.kind)}
      </p>
      <WhoWaits tables={tables} now={now} />
      <WaysIn id={id} game={game} choice={choice} offer={offer} enabled={enabled} request={request} />
      <details class="more">
        <summary aria-label={text.moreOf(title)}>{text.more}</summary>
        <ProgramSelect
          label={text.practice}
          players={offer?.players ?? []}
          action={text.practiceStart}
          enabled={enabled}
          choose={(ref) => openTable(practiceSetup(game, choice, ref))}
          testId="practice"
        />
        <TableOptions game={game} choice={choice} onChange={setChoice} />
        <SeatChoices game={game} choice={choice} players={offer?.players ?? []} onChange={setChoice} />
        <button
          type="button"
          class="button"
          disabled={!enabled}
          data-testid="private-table"
          onClick={() => openTable(privateSetup(game, choice))}
        >
          {text.privateRoom}
        </button>
      </details>
    </article>
  );
}

interface WaysInProps extends Pick<GameCardProps, 'offer' | 'enabled' | 'request'> {
  readonly id: GameId;
  readonly game: AnyGame;
  readonly choice: LobbyChoice;
}

/** The big buttons: with people and agents, with people, with a guide. */
function WaysIn({ id, game, choice, offer, enabled, request }: WaysInProps) {
  const { lobby: text } = STRINGS;
  const { title } = GAMES[id];
  const hint = useId();
  const quick = isQuickMatch(game, choice);
  // Where many sit, people alone rarely are enough.
  const isMixed = quick && specOf(game, choice.preset).numSeats > 2;
  const play = (): void =>
    void (quick ? request('quick-match', { game: id }) : request('open-table', publicSetup(game, choice)));
  return (
    <>
      <div class="actions">
        {isMixed && (
          <button
            type="button"
            class="button primary"
            disabled={!enabled}
            aria-label={text.mixedOf(title)}
            aria-describedby={hint}
            data-testid="mixed-match"
            onClick={() => void request('quick-match', { game: id, company: 'mixed' })}
          >
            {text.mixed}
          </button>
        )}
        <button
          type="button"
          class={isMixed ? 'button' : 'button primary'}
          disabled={!enabled}
          aria-label={quick ? text.quickMatchOf(title) : undefined}
          data-testid="quick-match"
          onClick={play}
        >
          {quick ? text.quickMatch : text.openTable}
        </button>
        <button
          type="button"
          class="button"
          disabled={!enabled || !offer}
          aria-label={text.guidedOf(title)}
          data-testid="guided"
          onClick={() => offer && void request('open-table', guidedSetup(game, offer.guide))}
        >
          {text.guided}
        </button>
      </div>
      {isMixed && (
        <p id={hint} class="muted small">
          {text.mixedHint}
        </p>
      )}
    </>
  );
}

function WhoWaits({ tables, now }: Pick<GameCardProps, 'tables' | 'now'>) {
  const { lobby: text } = STRINGS;
  const waiting = tables.filter(({ phase }) => phase === 'waiting');
  const people = waiting.reduce((sum, table) => sum + table.people, 0);
  const since = Math.min(...waiting.map(({ waitingSince }) => waitingSince ?? now), now);
  const playing = tables.filter(({ phase }) => phase === 'playing').length;
  return (
    <p class={people > 0 ? 'who-waits someone' : 'who-waits muted'} data-testid="who-waits">
      {people > 0 ? text.waiting(people, formatDuration(now - since)) : text.nobodyWaits}
      {playing > 0 && ` · ${text.running(playing)}`}
    </p>
  );
}
