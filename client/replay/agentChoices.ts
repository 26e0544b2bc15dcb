import type { ActionSpace, SeatIndex } from '../../shared/game.ts';
import type { DecisionEvent, EpisodeStarted } from '../../shared/log/events.ts';
import type { Control } from '../games/scene.ts';

/** One action that an agent could have taken. */
export interface ActionBar {
  readonly label: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly isChosen: boolean;
}

/** What an agent told about its choice in one step. */
export interface AgentChoice {
  readonly seat: SeatIndex;
  /** Empty where there is no list of actions to have probabilities. */
  readonly bars: readonly ActionBar[];
  /** What it expected to earn from there on, later rewards counted less; null if it did not say. */
  readonly value: number | null;
  /** What played in its place, if it did not answer in time; null if it played itself. */
  readonly fallback: string | null;
}

/**
 * Whether a log has anything to show of agents. A table that did not say who is a program does not say it afterwards
 * either.
 */
export function hasAgents({ occupants, condition }: EpisodeStarted): boolean {
  return (
    condition['partners'] !== 'unlabelled' && occupants.some(({ controller }) => controller.kind === 'agent')
  );
}

/** @param decisions of one step   @param controls of the game's scene, for the actions' names */
export function agentChoices(
  decisions: readonly DecisionEvent[],
  space: ActionSpace,
  controls: readonly Control[],
): readonly AgentChoice[] {
  return decisions
    .filter(({ controller }) => controller.kind === 'agent')
    .map(({ seat, action, probabilities = [], value, flags }) => ({
      seat,
      bars: probabilities.map((probability, index) => ({
        label: actionLabel(index, space, controls),
        probability,
        isChosen: action === index,
      })),
      value: value ?? null,
      fallback: flags.find((flag) => flag.startsWith('fallback:'))?.slice('fallback:'.length) ?? null,
    }));
}

function actionLabel(index: number, { names }: ActionSpace, controls: readonly Control[]): string {
  const control = controls.find(({ action }) => action === index);
  if (control) return control.label;
  const name = (names[index] ?? String(index)).replaceAll('-', ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
