import { ABLATIONS } from './ablations.ts';
import { actorCritic, actorCriticSummed } from './actorCritic.ts';
import { advantageAlignment } from './advantageAlignment.ts';
import type { Algorithm } from './algorithm.ts';
import { benevolentAdvantageAlignment } from './benevolentAdvantageAlignment.ts';
import { exactGradient, lola, pola } from './exactGradients.ts';
import { loqa } from './loqa.ts';
import { mfos, mfosSelf } from './mfos.ts';
import type { AlgorithmName } from './networkDemands.ts';
import { ppo, ppoSummed } from './ppo.ts';
import { proximalAdvantageAlignment } from './proximalAdvantageAlignment.ts';

export const ALGORITHMS: Readonly<Record<AlgorithmName, Algorithm>> = {
  'advantage-alignment': advantageAlignment,
  ...ABLATIONS,
  'proximal-advantage-alignment': proximalAdvantageAlignment,
  'benevolent-advantage-alignment': benevolentAdvantageAlignment,
  'actor-critic': actorCritic,
  'actor-critic-summed': actorCriticSummed,
  loqa,
  lola,
  pola,
  'exact-gradient': exactGradient,
  mfos,
  'mfos-self': mfosSelf,
  ppo,
  'ppo-summed': ppoSummed,
};
