import type { DoneTurn } from '../../shared/lifecycle/trainerState.ts';
import { shortId } from '../checkpoints/checkpoint.ts';

const MADE = { improve: 'candidate', respond: 'best response', imitate: 'model of people' } as const;

/** One line about a turn that is over. */
export function reportTurn({ turn, game, kind, agent, outcome, why, iterations }: DoneTurn): string {
  const who = agent === null ? 'nothing' : `agent:${shortId(agent)}`;
  const steps = kind === 'imitate' ? 'passes' : 'iterations';
  return `turn ${turn}, ${game}, ${MADE[kind]}: ${who} after ${iterations} ${steps}, ${outcome} (${oneLine(why)})`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
