import type { NegotiationView } from '../../../shared/games/negotiation/game.ts';
import { STRINGS } from '../../strings.ts';
import { formatPayoff } from '../formatPayoff.ts';
import type { SceneTurn } from '../scene.ts';
import { sidesOf } from '../sides.ts';

const text = STRINGS.games.negotiation;

export function describeNegotiation(turn: SceneTurn<NegotiationView>): string {
  const { values, last, total, round } = turn.view;
  const { own, other } = sidesOf(turn);
  const sentences: string[] = [];
  if (last) {
    sentences.push(
      text.describeAsked(own.name, numbers(last.proposals.own), other.name, numbers(last.proposals.other)),
      text.describePaid(
        own.name,
        formatPayoff(last.rewards.own),
        other.name,
        formatPayoff(last.rewards.other),
      ),
      text.describeMean(own.name, mean(total.own, round), other.name, mean(total.other, round)),
    );
  }
  if (turn.status === 'running') {
    const worth = values.own.map((value, item) =>
      text.describeItem(itemName(item), formatPayoff(value), formatPayoff(values.other[item] ?? 0)),
    );
    sentences.push(text.describeWorth(own.name, other.name, worth.join(', ')));
  }
  return sentences.join(' ');
}

export function itemName(item: number): string {
  return text.items[item] ?? text.item(item + 1);
}

/** Mean payoff of a round. */
export function mean(total: number, rounds: number): string {
  return rounds === 0 ? '' : formatPayoff(total / rounds);
}

function numbers(values: readonly number[]): string {
  return values.map((value) => formatPayoff(value, 1)).join(', ');
}
