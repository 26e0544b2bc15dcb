import type { LifeEvent } from '../../shared/lifecycle/lifeEvent.ts';
import type { GameLives, Life } from '../../shared/lifecycle/registryState.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import { table } from './table.ts';

export interface ListedGame extends GameLives {
  readonly game: string;
  readonly events: readonly LifeEvent[];
}

/** Agents of each stage that are shown; the journal has all. */
const SHOWN = 5;

/** Who is live, on the way there, or out, a line each, and what happened last. */
export function registryReport(games: readonly ListedGame[]): string {
  return games.map(gamePart).join('\n');
}

function gamePart({ game, events, pinned, ...lives }: ListedGame): string {
  const one = (life: Life | null): readonly Life[] => (life === null ? [] : [life]);
  const stages: readonly (readonly [string, readonly Life[]])[] = [
    ['live', one(lives.live)],
    ['canary', one(lives.canary)],
    ['shadow', one(lives.shadow)],
    ['candidate', lives.candidates],
    ['previous', lives.previous],
    ['refused', lives.refused],
  ];
  const rows = stages.flatMap(([stage, found]) =>
    found.slice(-SHOWN).map((life) => [stage, `agent:${shortId(life.agent)}`, ...facts(life)]),
  );
  const heading = pinned === null ? game : `${game} (pinned by ${pinned.who}: ${pinned.why})`;
  if (rows.length === 0) return `${heading}\nNo agent of it was released or proposed.\n`;
  const columns = ['stage', 'agent', 'since', 'by', 'evidence', 'why'];
  const listing = table(
    columns.map((title) => ({ title, align: 'left' })),
    rows,
  );
  const count = events.length === 1 ? '1 event' : `${events.length} events`;
  return `${heading}, ${count}\n${listing}`;
}

function facts({ since, who, why, evidence }: Life): readonly string[] {
  return [since === null ? '-' : isoTime(since), who, evidence ?? '-', why.replaceAll(/\s+/g, ' ')];
}
