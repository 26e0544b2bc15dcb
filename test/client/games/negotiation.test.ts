import { describe, expect, test } from '@jest/globals';
import { describeNegotiation } from '../../../client/games/negotiation/describeNegotiation.ts';
import { guideNegotiation } from '../../../client/games/negotiation/guideNegotiation.ts';
import { roundProposal, shares } from '../../../client/games/negotiation/split.ts';
import { startEpisode } from '../../../shared/episode.ts';
import { negotiation, type NegotiationView } from '../../../shared/games/negotiation/game.ts';
import { RandomStream } from '../../../shared/random.ts';
import { makeTurn } from './sceneTurn.ts';

function makeView(own: readonly number[], other: readonly number[]): NegotiationView {
  const values = { own: [5, 1, 5], other: [1, 5, 1] };
  return {
    round: 1,
    rounds: 50,
    maxProposal: 5,
    rewardDivisor: 15,
    values,
    last: { values, proposals: { own, other }, rewards: { own: 0.5, other: 0.25 } },
    total: { own: 0.5, other: 0.25 },
  };
}

test('[SC9] the parts that are drawn are those that the rules paid for', () => {
  const params = negotiation.params.parse({});
  const episode = startEpisode({ game: negotiation, params, seed: 5 });
  const rng = new RandomStream(5, 'test');
  for (let round = 0; round < 40; round += 1) {
    const ask = (): number[] => Array.from({ length: 3 }, () => rng.int(51) / 10);
    const { rewards } = episode.advance([ask(), ask()]);
    const { last, maxProposal, rewardDivisor } = episode.view(0);
    if (!last) throw new Error('expected a last round, got none');
    let own = 0;
    let other = 0;
    last.values.own.forEach((value, item) => {
      const part = shares(last, item, maxProposal);
      own += (part.own * value) / rewardDivisor;
      other += (part.other * (last.values.other[item] ?? 0)) / rewardDivisor;
      expect(part.own + part.other).toBeLessThanOrEqual(1 + 1e-12);
    });
    expect(own).toBeCloseTo(rewards[0] ?? Number.NaN, 12);
    expect(other).toBeCloseTo(rewards[1] ?? Number.NaN, 12);
  }
});

test('[SC9] sliders give tenths without the tails of binary fractions, and never leave the range', () => {
  expect([0.1 + 0.2, 4.999999, 0.05000001, 2.4].map((value) => roundProposal(value, 5))).toEqual([
    0.3, 5, 0.1, 2.4,
  ]);
  expect([-1, 7].map((value) => roundProposal(value, 5))).toEqual([0, 5]);
});

describe('[SC1] the guide of the negotiation answers what happened', () => {
  test.each([
    [[5, 0, 5], [0, 5, 0], 'Each got what is dear to it'],
    [[5, 5, 5], [0, 5, 0], 'You asked for your partner’s treasure'],
    [[5, 0, 5], [5, 5, 5], 'Your partner asked for your treasure'],
    [[5, 5, 5], [5, 5, 5], 'Both asked for too much'],
    [[2, 0, 2], [0, 5, 0], 'You could ask for more'],
  ])('[SC1] own %j against %j: "%s"', (own, other, title) => {
    expect(guideNegotiation(makeTurn(makeView(own, other))).title).toBe(title);
  });

  test('[SC1] before the first round it explains the values', () => {
    const view = { ...makeView([], []), round: 0, last: null };
    expect(guideNegotiation(makeTurn(view)).title).toBe('Ask for your part');
  });
});

test('[SC2] the negotiation in words tells what was asked, paid and lies on the table', () => {
  expect(describeNegotiation(makeTurn(makeView([5, 0, 2.5], [0, 5, 0])))).toBe(
    'Last round You asked for 5, 0, 2.5; Robin for 0, 5, 0. That paid You 0.5, Robin 0.25. Mean per round: You 0.5, Robin 0.25. On the table now, worth to You and to Robin: Kite 5 and 1, Bell 1 and 5, Boat 5 and 1.',
  );
});

test('[SC3] a proposal that is in changes no sentence about the other', () => {
  const view = makeView([5, 0, 5], [0, 5, 0]);
  const open = describeNegotiation(makeTurn(view));
  expect(describeNegotiation(makeTurn(view, { moved: true, ownMove: [1, 2, 3] }))).toBe(open);
});
