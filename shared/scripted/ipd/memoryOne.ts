import { z, type ZodType } from 'zod';
import { COOPERATE, DEFECT, type IpdMove, type IpdParams, type IpdView } from '../../games/ipd/game.ts';
import type { AnyPlayer } from '../../player.ts';
import type { Rng } from '../../random.ts';
import { definePlayer } from '../definePlayer.ts';

/** Probabilities to cooperate: in the first round, and after each outcome of the last one, own move first. */
export interface MemoryOne {
  readonly first: number;
  readonly cc: number;
  readonly cd: number;
  readonly dc: number;
  readonly dd: number;
}

interface MemoryOnePlayer<Options> {
  readonly name: string;
  readonly summary: string;
  readonly options: ZodType<Options>;
  /** @throws RangeError if the game's payoffs give no such strategy */
  readonly strategy: (payoffs: IpdParams['payoffs'], options: Options) => MemoryOne;
}

/** A player that knows only the last round. Its memory is the strategy, worked out once. */
export function defineMemoryOne<Options>({
  name,
  summary,
  options,
  strategy,
}: MemoryOnePlayer<Options>): AnyPlayer {
  return definePlayer<IpdParams, IpdView, Options, MemoryOne>({
    name,
    game: 'ipd',
    summary,
    options,
    sees: 'seat',
    begin: ({ params, options }) => strategy(params.payoffs, options),
    decide: ({ view, memory, rng }) => ({ action: memoryOneMove(memory, view, rng), memory }),
  });
}

/** A memory-one player without options whose probabilities do not depend on the payoffs. */
export function defineFixedMemoryOne(name: string, summary: string, strategy: MemoryOne): AnyPlayer {
  return defineMemoryOne({ name, summary, options: z.strictObject({}), strategy: () => strategy });
}

function memoryOneMove(strategy: MemoryOne, view: IpdView, rng: Rng): IpdMove {
  return rng.chance(chanceToCooperate(strategy, view)) ? COOPERATE : DEFECT;
}

function chanceToCooperate(strategy: MemoryOne, view: IpdView): number {
  const last = view.history.at(-1);
  if (last === undefined) return strategy.first;
  if (last.own === COOPERATE) return last.other === COOPERATE ? strategy.cc : strategy.cd;
  return last.other === COOPERATE ? strategy.dc : strategy.dd;
}
