import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import type { LeagueGroup, Match } from '../evaluation/league.ts';
import type { LeagueCell } from '../evaluation/leagueTable.ts';
import { mean, standardError } from '../evaluation/statistics.ts';
import { grouped, table } from './table.ts';

export interface LeagueResult {
  readonly game: AnyGame;
  readonly params: unknown;
  readonly groups: readonly LeagueGroup[];
  readonly episodes: number;
  readonly steps: number;
  readonly seed: Seed;
  readonly matches: readonly Match[];
  readonly cells: readonly LeagueCell[];
  readonly seconds: number;
}

/** What `league` prints, for people and for programs: the same figures. */
export function leagueReport(result: LeagueResult): { readonly text: string; readonly json: unknown } {
  const { game, params, groups, episodes, steps, seed, matches, cells, seconds } = result;
  const json = {
    game: game.id,
    rulesVersion: game.rulesVersion,
    params,
    episodes,
    steps,
    seed,
    groups: groups.map(({ label, players }) => ({
      label,
      players: players.map(({ ref, version }) => ({ ref, version })),
    })),
    cells,
    matches: matches.map(({ refs, rewards }) => ({
      players: refs,
      mean: rewards.map((side) => mean(side)),
      standardError: rewards.map((side) => standardError(side)),
    })),
    seconds,
  };
  return { text: leagueText(result), json };
}

function leagueText({ game, groups, episodes, steps, seed, matches, cells, seconds }: LeagueResult): string {
  const heading = `${game.title}: ${matches.length} pairs, ${grouped(episodes)} episodes of ${grouped(steps)} steps each, seed ${seed}, ${seconds.toFixed(1)} s\n`;
  const explanation = 'Reward per step of the row against the column +- standard error over episodes';
  const ofGroups = groups.some(({ players }) => players.length > 1)
    ? '; groups: mean over pairs +- standard error over players (standard deviation over pairs)'
    : '';
  const columns = ['', ...groups.map(({ label }) => label)].map((title, i) => ({
    title,
    align: i === 0 ? ('left' as const) : ('right' as const),
  }));
  const rows = groups.map(({ label }, row) => [
    label,
    ...groups.map((_, column) => cellText(cells[row * groups.length + column] as LeagueCell)),
  ]);
  return `${heading}${explanation}${ofGroups}.\n\n${table(columns, rows)}`;
}

function cellText({ mean, standardError, standardDeviation }: LeagueCell): string {
  const error = standardError === null ? '' : ` +- ${standardError.toFixed(3)}`;
  const spread = standardDeviation === null ? '' : ` (${standardDeviation.toFixed(3)})`;
  return `${mean.toFixed(3)}${error}${spread}`;
}
