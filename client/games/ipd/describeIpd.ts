import { DEFECT, type IpdMove, type IpdView } from '../../../shared/games/ipd/game.ts';
import { STRINGS } from '../../strings.ts';
import { formatPayoff } from '../formatPayoff.ts';
import type { SceneTurn } from '../scene.ts';
import { sidesOf } from '../sides.ts';

const text = STRINGS.games.ipd;

export function describeIpd(turn: SceneTurn<IpdView>): string {
  const { history, total } = turn.view;
  const { own, other } = sidesOf(turn);
  const last = history.at(-1);
  if (!last) return text.describeStart(other.name);
  return [
    text.describeRound(history.length, own.name, other.name, moved(last.own), moved(last.other)),
    text.describePayoff(
      own.name,
      formatPayoff(payoffOf(turn.view, last.own, last.other)),
      other.name,
      formatPayoff(payoffOf(turn.view, last.other, last.own)),
    ),
    text.describeTotals(own.name, formatPayoff(total.own), other.name, formatPayoff(total.other)),
  ].join(' ');
}

export function moved(move: IpdMove): string {
  return move === DEFECT ? text.defected : text.cooperated;
}

export function nameOf(move: IpdMove): string {
  return move === DEFECT ? text.defect : text.cooperate;
}

/** Payoff of the one who moved `own`. */
export function payoffOf({ payoffs }: Pick<IpdView, 'payoffs'>, own: IpdMove, other: IpdMove): number {
  if (own === DEFECT) return other === DEFECT ? payoffs.dd : payoffs.dc;
  return other === DEFECT ? payoffs.cd : payoffs.cc;
}
