import type { CheckpointMeta } from './checkpoint.ts';
import { BEHAVIOUR_CLONING } from './modelCard.ts';

/** How the command of a checkpoint begins that the background trainer made; its turn follows. */
export const MADE_BY_TRAINER = 'background trainer, turn ';
/** The same for best responses that the gate trains; whom they exploit follows. */
export const MADE_BY_GATE = 'gate, best response to ';

/** Imitations of people are to train with: they are nobody's opponent of choice, and no candidates. */
export function isModelOfPeople({ algorithm }: Pick<CheckpointMeta, 'algorithm'>): boolean {
  return algorithm === BEHAVIOUR_CLONING;
}

/**
 * Whether somebody trained the agent on purpose, exploiters included: those are for people to choose from. What trainer
 * and gate make on the way, people meet as agent:live/GAME or not at all.
 */
export function isForPeople(meta: Pick<CheckpointMeta, 'algorithm' | 'training'>): boolean {
  const command = meta.training.command ?? '';
  const isMachines = command.startsWith(MADE_BY_TRAINER) || command.startsWith(MADE_BY_GATE);
  return !isMachines && !isModelOfPeople(meta);
}
