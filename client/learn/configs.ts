import alignment from '../../models/configs/ipd/advantage-alignment.cpu.json?raw';
import control from '../../models/configs/ipd/actor-critic.cpu.json?raw';
import { trainingConfig, type TrainingConfig } from '../../models/config.ts';
import type { AlgorithmId, Choice } from './protocol.ts';

const TEXTS: Readonly<Record<AlgorithmId, string>> = {
  'advantage-alignment': alignment,
  'actor-critic': control,
};

/** The very config that the command line trains with, for as many iterations as somebody wants to wait. */
export function configOf({ algorithm, iterations }: Choice): TrainingConfig {
  return { ...trainingConfig.parse(JSON.parse(TEXTS[algorithm])), iterations };
}
