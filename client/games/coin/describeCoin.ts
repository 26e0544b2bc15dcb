import type { Cell, CoinView } from '../../../shared/games/coin/game.ts';
import { STRINGS } from '../../strings.ts';
import { formatChange, formatPayoff } from '../formatPayoff.ts';
import type { SceneTurn } from '../scene.ts';
import { sidesOf } from '../sides.ts';
import { wayTo } from './boardGeometry.ts';

const text = STRINGS.games.coin;

/** Says also how to get to the coin, so that the game can be played without the drawing. */
export function describeCoin(turn: SceneTurn<CoinView>): string {
  const { cell, coin, rows, columns, total } = turn.view;
  const { own, other } = sidesOf(turn);
  const owner = coin.owner === 'own' ? own.name : other.name;
  return [
    lastStep(turn),
    text.describePlayers(own.name, place(cell.own), other.name, place(cell.other)),
    text.describeCoin(owner, place(coin), wayInWords(wayTo(cell.own, coin, rows, columns))),
    text.describeTotals(own.name, formatPayoff(total.own), other.name, formatPayoff(total.other)),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What the last step paid, or nothing to say. */
export function lastStep(turn: SceneTurn<CoinView>): string {
  const { last } = turn.view;
  if (!last) return '';
  const { own, other } = sidesOf(turn);
  if (last.took.own === null && last.took.other === null) return text.nothingTaken;
  return text.lastRewards(
    own.name,
    formatChange(last.reward.own),
    other.name,
    formatChange(last.reward.other),
  );
}

function place({ row, column }: Cell): string {
  return text.place(row + 1, column + 1);
}

function wayInWords({ row, column }: Cell): string {
  const parts: string[] = [];
  if (row !== 0) parts.push(row < 0 ? text.up(-row) : text.down(row));
  if (column !== 0) parts.push(column < 0 ? text.left(-column) : text.right(column));
  return parts.length === 0 ? text.here : parts.join(text.and);
}
