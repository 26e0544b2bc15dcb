import {
  STALE,
  type DoneTurn,
  type TrainerJob,
  type TrainerState,
} from '../../shared/lifecycle/trainerState.ts';
import { LEAST_NEW_EPISODES } from '../people/isDue.ts';
import { livesOf, stageOf, type RegistryState } from '../../shared/lifecycle/registryState.ts';
import { reportTurn } from '../background/turnReport.ts';
import { shortId } from '../checkpoints/checkpoint.ts';

export interface TrainerStatus extends TrainerState {
  readonly isRunning: boolean;
  /** Whether there is a state of it at all. */
  readonly hasRun: boolean;
  readonly next: TrainerJob | null;
  readonly registry: RegistryState;
}

const TOLD = 8;

export function trainerReport(status: TrainerStatus): string {
  const { hasRun, doing, turns, turnsOf, done, registry } = status;
  if (!hasRun) return 'The trainer has not run here yet. npm start runs it beside the server.\n';
  const games = Object.entries(turnsOf).map(([game, count]) => `${game} ${count}`);
  const lines = [
    `The trainer: ${doing}. Turns begun: ${turns}${games.length > 0 ? ` (${games.join(', ')})` : ''}.`,
    ...nowLines(status),
    ...nextLines(status),
    peopleLine(status),
    '',
    `Last turns, newest last (${Math.min(TOLD, done.length)} of ${done.length}):`,
    ...done.slice(-TOLD).flatMap((turn) => turnLines(turn, registry)),
  ];
  return `${lines.join('\n')}\n`;
}

function nowLines({ current }: TrainerStatus): readonly string[] {
  if (current === null) return [];
  const { job, phase, iterations, share } = current;
  return [
    `Present turn: ${inWords(job)}; ${phase}, ${Math.round(100 * share)} %, ${iterations} iterations.`,
    `  ${current.folder}`,
  ];
}

function nextLines({ current, next }: TrainerStatus): readonly string[] {
  if (next !== null) return [`${current === null ? 'Next' : 'Then'}: ${inWords(next)}.`];
  return ['Next: nothing until people have met the candidates that wait.'];
}

function peopleLine({ people }: TrainerStatus): string {
  const games = Object.entries(people).map(
    ([game, { given, known }]) =>
      `${game} ${given}${known === 0 ? '' : ` (${known} when the last model was made)`}`,
  );
  const found = games.length === 0 ? `fewer than ${LEAST_NEW_EPISODES} of any game yet` : games.join(', ');
  return `Episodes of consenting people: ${found}.`;
}

function inWords({ turn, game, kind, parent, target, opponents }: TrainerJob): string {
  if (kind === 'imitate') return `turn ${turn}, a model of the people of ${game}`;
  if (kind === 'respond') return `turn ${turn}, a best response to agent:${shortId(target ?? '')} of ${game}`;
  const from = parent === null ? 'from nothing' : `from agent:${shortId(parent)}`;
  const met = opponents.map(({ player }) => player.replace(/^(agent:.{12}).*/, '$1'));
  return `turn ${turn}, a candidate of ${game} ${from}${met.length > 0 ? `, beside ${met.join(', ')}` : ''}`;
}

function turnLines(turn: DoneTurn, registry: RegistryState): readonly string[] {
  const { agent, game, kind, outcome } = turn;
  const stage = agent === null || kind !== 'improve' ? outcome : stageOf(livesOf(registry, game), agent);
  const since = stage === outcome || stage === 'none' ? '' : `; it is ${stage} now`;
  const { [STALE]: stale, ...sources } = turn.sources;
  const parts = Object.entries(sources).map(([name, share]) => `${name} ${percent(share)}`);
  const known = stale === undefined ? '' : `; ${percent(stale)} ${STALE}`;
  return [
    `  ${reportTurn(turn)}${since}`,
    ...(parts.length > 0 ? [`    decisions by: ${parts.join(', ')}${known}`] : []),
  ];
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
