import { z } from 'zod';
import { COOPERATE, DEFECT, type IpdMove, type IpdParams, type IpdView } from '../../games/ipd/game.ts';
import { definePlayer } from '../definePlayer.ts';

/**
 * Cooperates until the other defects. It then answers with as many defections as the other has made in the whole
 * episode, followed by two cooperations that calm things down (Beaufils, Delahaye & Mathieu 1996). Defections in
 * the meantime start no answer of their own, but count for the length of the next; one in the round of the
 * second calming move starts the next answer.
 */
export const gradual = definePlayer<IpdParams, IpdView, object, undefined>({
  name: 'gradual',
  game: 'ipd',
  summary: "Answers the other's n-th defection with n defections, then makes peace with two cooperations.",
  options: z.strictObject({}),
  sees: 'seat',
  begin: () => undefined,
  decide: ({ view }) => ({ action: gradualMove(view), memory: undefined }),
});

const CALMING_MOVES = 2;

/** Goes through the whole history, so that it also fits in where another player sat before. */
function gradualMove(view: IpdView): IpdMove {
  let defections = 0;
  let punishing = 0;
  let calming = 0;
  for (const { other } of view.history) {
    if (punishing > 0) punishing -= 1;
    else if (calming > 0) calming -= 1;
    if (other !== DEFECT) continue;
    defections += 1;
    if (punishing === 0 && calming === 0) {
      punishing = defections;
      calming = CALMING_MOVES;
    }
  }
  return punishing > 0 ? DEFECT : COOPERATE;
}
