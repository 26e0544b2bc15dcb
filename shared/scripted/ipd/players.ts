import { z } from 'zod';
import { COOPERATE, DEFECT, type IpdMove, type IpdParams, type IpdView } from '../../games/ipd/game.ts';
import type { AnyPlayer } from '../../player.ts';
import { definePlayer } from '../definePlayer.ts';
import { IPD_EXPLOITERS } from './exploiters.ts';
import { gradual } from './gradual.ts';
import { defineFixedMemoryOne, defineMemoryOne } from './memoryOne.ts';
import { zeroDeterminant } from './zeroDeterminant.ts';

const probability = z.number().min(0).max(1);

const random = defineMemoryOne({
  name: 'random',
  summary: 'Cooperates with probability p in every round.',
  options: z.strictObject({ p: probability.default(0.5) }),
  strategy: (_payoffs, { p }) => ({ first: p, cc: p, cd: p, dc: p, dd: p }),
});

const generousTitForTat = defineMemoryOne({
  name: 'generous-tit-for-tat',
  summary: 'Tit-for-tat that forgives a defection now and then.',
  options: z.strictObject({
    /** Probability to cooperate after a defection. Left out: worked out from the payoffs. */
    generosity: probability.optional(),
  }),
  strategy: (payoffs, { generosity = mostGenerosity(payoffs) }) => ({
    first: 1,
    cc: 1,
    cd: generosity,
    dc: 1,
    dd: generosity,
  }),
});

/**
 * The largest probability of forgiveness that defectors cannot exploit, min(1 - (T-R)/(R-S), (R-P)/(T-P)),
 * cut to [0, 1] (Molander 1985; Nowak & Sigmund 1992): 1/2 with the game's defaults, 1/3 with Axelrod's payoffs.
 */
function mostGenerosity({ dc: t, cc: r, dd: p, cd: s }: IpdParams['payoffs']): number {
  const most = Math.min(1 - (t - r) / (r - s), (r - p) / (t - p));
  return most > 0 ? Math.min(1, most) : 0;
}

const extort2 = defineMemoryOne({
  name: 'extort-2',
  summary: 'Forces its own surplus over mutual defection to be twice that of the other (Press & Dyson 2012).',
  options: z.strictObject({}),
  strategy: (payoffs) => zeroDeterminant(payoffs, { chi: 2, baseline: 'punishment', share: 0.5 }),
});

const generousZeroDeterminant = defineMemoryOne({
  name: 'generous-zero-determinant',
  summary:
    'Forces its own loss against mutual cooperation to be twice that of the other (Stewart & Plotkin 2013).',
  options: z.strictObject({}),
  strategy: (payoffs) => zeroDeterminant(payoffs, { chi: 2, baseline: 'reward', share: 1 }),
});

/** A player without options, chance or memory. */
function defineByHistory(name: string, summary: string, move: (view: IpdView) => IpdMove): AnyPlayer {
  return definePlayer<IpdParams, IpdView, object, undefined>({
    name,
    game: 'ipd',
    summary,
    options: z.strictObject({}),
    sees: 'seat',
    begin: () => undefined,
    decide: ({ view }) => ({ action: move(view), memory: undefined }),
  });
}

export const IPD_PLAYERS: readonly AnyPlayer[] = [
  defineFixedMemoryOne('always-cooperate', 'Cooperates whatever happens.', {
    first: 1,
    cc: 1,
    cd: 1,
    dc: 1,
    dd: 1,
  }),
  defineFixedMemoryOne('always-defect', 'Defects whatever happens.', {
    first: 0,
    cc: 0,
    cd: 0,
    dc: 0,
    dd: 0,
  }),
  random,
  defineFixedMemoryOne(
    'tit-for-tat',
    'Cooperates first, then repeats what the other did last (Axelrod 1984).',
    { first: 1, cc: 1, cd: 0, dc: 1, dd: 0 },
  ),
  generousTitForTat,
  defineFixedMemoryOne('suspicious-tit-for-tat', 'Tit-for-tat that begins with a defection.', {
    first: 0,
    cc: 1,
    cd: 0,
    dc: 1,
    dd: 0,
  }),
  defineByHistory('tit-for-two-tats', 'Defects only after two defections in a row.', ({ history }) =>
    history.at(-1)?.other === DEFECT && history.at(-2)?.other === DEFECT ? DEFECT : COOPERATE,
  ),
  defineByHistory('grim', 'Cooperates until the other defects once, then defects for ever.', ({ history }) =>
    history.some(({ other }) => other === DEFECT) ? DEFECT : COOPERATE,
  ),
  defineFixedMemoryOne(
    'win-stay-lose-shift',
    'Keeps its move if the other cooperated, changes it otherwise (Nowak & Sigmund 1993).',
    { first: 1, cc: 1, cd: 0, dc: 0, dd: 1 },
  ),
  gradual,
  defineByHistory('alternator', 'Cooperates and defects by turns.', ({ round }) =>
    round % 2 === 0 ? COOPERATE : DEFECT,
  ),
  extort2,
  generousZeroDeterminant,
  ...IPD_EXPLOITERS,
];
