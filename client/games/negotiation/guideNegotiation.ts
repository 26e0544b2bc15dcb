import type { NegotiationView } from '../../../shared/games/negotiation/game.ts';
import { STRINGS } from '../../strings.ts';
import { formatPayoff } from '../formatPayoff.ts';
import type { GuideText, SceneTurn } from '../scene.ts';
import { conductOf, type LastRound } from './split.ts';

const text = STRINGS.games.negotiation.guide;

export function guideNegotiation(turn: SceneTurn<NegotiationView>): GuideText {
  const { view } = turn;
  if (turn.status !== 'running') {
    const mean = (total: number): string => formatPayoff(view.round === 0 ? 0 : total / view.round);
    return { title: text.overTitle, text: text.over(mean(view.total.own), mean(view.total.other)) };
  }
  if (turn.moved) return text.moved;
  return view.last ? afterRound(view.last, view.maxProposal) : text.start;
}

function afterRound(last: LastRound, maxProposal: number): GuideText {
  const own = conductOf(last, 'own', maxProposal);
  const other = conductOf(last, 'other', maxProposal);
  const paid = text.paid(formatPayoff(last.rewards.own), formatPayoff(last.rewards.other));
  const lesson =
    own.overreached && other.overreached
      ? text.both
      : own.overreached
        ? text.greedy
        : other.overreached
          ? text.robbed
          : own.modest
            ? text.modest
            : text.good;
  return { title: lesson.title, text: `${paid} ${lesson.text}` };
}
