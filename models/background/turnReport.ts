import type { DoneTurn } from '../../shared/lifecycle/trainerState.ts';
import { shortId } from '../checkpoints/checkpoint.ts';

/** One line about a turn that is over. */
export function reportTurn({ turn, game, kind, agent, outcome, why, iterations }: DoneTurn): string {
  const who = agent === null ? 'nothing' : `agent:${shortId(agent)}`;
  const what = kind === 'respond' ? 'best response' : 'candidate';
  return `turn ${turn}, ${game}, ${what}: ${who} after ${iterations} iterations, ${outcome} (${oneLine(why)})`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
