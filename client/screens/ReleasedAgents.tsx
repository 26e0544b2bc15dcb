import { gameById } from '../../shared/games/registry.ts';
import type { Catalogue } from '../../shared/protocol/http.ts';
import { releasedAgents } from '../lobby/releasedAgents.ts';
import { STRINGS } from '../strings.ts';
import { Link } from '../ui/Link.tsx';

/** The agents that come with the project: what they are, a game of each to watch, and their cards. */
export function ReleasedAgents({ catalogue }: { readonly catalogue: Catalogue | null }) {
  const { lobby: text } = STRINGS;
  const agents = releasedAgents(catalogue);
  if (agents.length === 0) return null;
  return (
    <section class="tables" aria-labelledby="agents-title" data-testid="released-agents">
      <h2 id="agents-title">{text.agents}</h2>
      <p class="muted">{text.agentsIntro}</p>
      <ul class="table-list">
        {agents.map(({ game, offer: { ref, label, summary, checkpoint, replay } }) => (
          <li key={ref} data-testid={`released-${game}-${label}`}>
            <span class="table-title">
              {label} · {gameById(game).title}
            </span>
            <span class="muted">{summary}</span>
            <span class="actions">
              {replay !== undefined && (
                <Link
                  to={{ kind: 'replay', episode: replay, step: 0, side: 'spectator' }}
                  class="button"
                  label={text.watchRoundOf(label, gameById(game).title)}
                  testId="watch-round"
                >
                  {text.watchRound}
                </Link>
              )}
              {checkpoint !== undefined && (
                <Link to={{ kind: 'agent', id: checkpoint }} class="button quiet" label={text.cardOf(label)}>
                  {text.card}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
