import { COOPERATE, DEFECT, type IpdView } from '../../../shared/games/ipd/game.ts';
import { STRINGS } from '../../strings.ts';
import { formatPayoff } from '../formatPayoff.ts';
import type { GuideText, SceneTurn } from '../scene.ts';

const text = STRINGS.games.ipd.guide;
/** Rounds of cooperation after which it is no news any more. */
const STEADY_ROUNDS = 3;

type Round = IpdView['history'][number];

/** Reacts to the last round, seen in the light of the one before. */
export function guideIpd(turn: SceneTurn<IpdView>): GuideText {
  const { view } = turn;
  const { payoffs, history } = view;
  if (turn.status !== 'running') {
    const best = formatPayoff(payoffs.cc * history.length);
    return { title: text.overTitle, text: text.over(formatPayoff(view.total.own), best) };
  }
  if (turn.moved) return { title: text.movedTitle, text: text.moved };
  const last = history.at(-1);
  if (!last) {
    const { cc, dc, cd } = payoffs;
    return {
      title: text.startTitle,
      text: text.start(formatPayoff(cc), formatPayoff(dc), formatPayoff(cd)),
    };
  }
  return afterRound(view, last, history.at(-2));
}

function afterRound({ payoffs, history }: IpdView, last: Round, before: Round | undefined): GuideText {
  if (last.own === DEFECT) {
    return last.other === DEFECT
      ? { title: text.feudTitle, text: text.feud(formatPayoff(payoffs.dd), formatPayoff(payoffs.cc)) }
      : { title: text.temptedTitle, text: text.tempted };
  }
  if (last.other === DEFECT) {
    const answered = before?.own === DEFECT;
    return { title: text.betrayedTitle, text: answered ? text.betrayed : text.betrayedFirst };
  }
  const rounds = cooperativeRounds(history);
  if (rounds === 1 && before) return { title: text.repairTitle, text: text.repair };
  if (rounds >= STEADY_ROUNDS) return { title: text.steadyTitle, text: text.steady(rounds) };
  return { title: text.trustTitle, text: text.trust(formatPayoff(payoffs.dc)) };
}

/** How many rounds both have cooperated without a break until now. */
function cooperativeRounds(history: IpdView['history']): number {
  const broken = history.findLastIndex(({ own, other }) => own !== COOPERATE || other !== COOPERATE);
  return history.length - 1 - broken;
}
