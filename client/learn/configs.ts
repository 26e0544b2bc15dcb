import alignment from '../../models/configs/ipd/advantage-alignment.cpu.json?raw';
import control from '../../models/configs/ipd/actor-critic.cpu.json?raw';
import { trainingConfig, type TrainingConfig } from '../../models/config.ts';
import { ALGORITHM_IDS, type AlgorithmId, type Choice } from './protocol.ts';

/** The very configs that the command line trains with. */
const CONFIGS: Readonly<Record<AlgorithmId, TrainingConfig>> = {
  'advantage-alignment': parse(alignment),
  'actor-critic': parse(control),
};

/** Of the first algorithm, which stands in the form at first. */
export const USUAL_CONFIG = CONFIGS[ALGORITHM_IDS[0]];

/** For as many iterations as somebody wants to wait. */
export function configOf({
  algorithm,
  iterations,
}: Pick<Choice, 'algorithm' | 'iterations'>): TrainingConfig {
  return { ...CONFIGS[algorithm], iterations };
}

function parse(text: string): TrainingConfig {
  return trainingConfig.parse(JSON.parse(text));
}
