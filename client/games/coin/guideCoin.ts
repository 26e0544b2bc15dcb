import type { CoinView } from '../../../shared/games/coin/game.ts';
import { STRINGS } from '../../strings.ts';
import { formatChange, formatPayoff } from '../formatPayoff.ts';
import type { GuideText, SceneTurn } from '../scene.ts';
import { wrapped } from './boardGeometry.ts';

const text = STRINGS.games.coin.guide;

/** Speaks of what the last step did, or else of the coin that lies there now. */
export function guideCoin(turn: SceneTurn<CoinView>): GuideText {
  const { view } = turn;
  if (turn.status !== 'running') {
    return {
      title: text.overTitle,
      text: text.over(formatPayoff(view.total.own), formatPayoff(view.total.other)),
    };
  }
  return afterStep(view, turn.previousView) ?? beforeCoin(view);
}

function afterStep(view: CoinView, previous: CoinView | undefined): GuideText | undefined {
  const { last, takeReward, penalty } = view;
  if (!last) return { title: text.startTitle, text: text.start };
  const { own, other } = last.took;
  const cost = formatPayoff(-penalty);
  if (other === 'own') return { title: text.robbedTitle, text: text.robbed(cost) };
  if (own === 'other')
    return { title: text.robbingTitle, text: text.robbing(formatChange(takeReward), cost) };
  if (own === 'own') return { title: text.earnedTitle, text: text.earned };
  if (other === 'other') return { title: text.sparedTitle, text: text.spared };
  const crossed = wrapped(last.move.own, view.cell.own, view.rows, view.columns);
  // Once is enough: only while the game is young.
  if (crossed && previous && view.step <= 12) return { title: text.wrapTitle, text: text.wrap };
  return undefined;
}

function beforeCoin({ coin, takeReward, penalty }: CoinView): GuideText {
  const gain = formatChange(takeReward);
  return coin.owner === 'own'
    ? { title: text.ownCoinTitle, text: text.ownCoin(gain) }
    : { title: text.otherCoinTitle, text: text.otherCoin(gain, formatPayoff(-penalty)) };
}
