import { describe, expect, test } from '@jest/globals';
import { describeIpd } from '../../../client/games/ipd/describeIpd.ts';
import { guideIpd } from '../../../client/games/ipd/guideIpd.ts';
import { startEpisode } from '../../../shared/episode.ts';
import { ipd, type IpdView } from '../../../shared/games/ipd/game.ts';
import { makeTurn } from './sceneTurn.ts';

/** The view of a seat after rounds such as 'CD' (seat 0 cooperated, seat 1 defected). */
function viewAfter(rounds: readonly string[], side: 0 | 1 = 0): IpdView {
  const episode = startEpisode({ game: ipd, params: ipd.params.parse({}), seed: 1 });
  for (const round of rounds) episode.advance(Array.from(round, (move) => (move === 'C' ? 0 : 1)));
  return episode.view(side);
}

describe('[SC1] the guide of the matrix game answers what happened', () => {
  test.each([
    [[], 'Two choices, again and again'],
    [['CC'], 'You both cooperated'],
    [['CC', 'DC'], 'You defected, your partner did not'],
    [['CC', 'DC', 'CD'], 'Your partner defected'],
    [['DD'], 'Both defected'],
    [['CC', 'DC', 'CD', 'CC'], 'Trust is back'],
    [['CC', 'CC', 'CC'], 'It goes well'],
  ])('[SC1] after %j it says "%s"', (rounds, title) => {
    expect(guideIpd(makeTurn(viewAfter(rounds))).title).toBe(title);
  });

  test('[SC1] an answer to one’s own defection is told apart from an unprovoked one', () => {
    const answered = guideIpd(makeTurn(viewAfter(['DC', 'CD']))).text;
    const unprovoked = guideIpd(makeTurn(viewAfter(['CC', 'CD']))).text;
    expect(answered).not.toBe(unprovoked);
  });

  test('[SC1] the last text compares with what cooperation would have paid', () => {
    const turn = makeTurn(viewAfter(['CC', 'DD', 'DD']), { status: 'truncated' });
    expect(guideIpd(turn).text).toContain('You got −5.');
    expect(guideIpd(turn).text).toContain('paid each −3.');
  });
});

describe('[SC2] the matrix game in words', () => {
  test('[SC2] tells the last round and the totals from the reader’s side', () => {
    const turn = makeTurn(viewAfter(['CC', 'CD'], 1), { side: 1, labels: ['Robin', 'You'] });
    expect(describeIpd(turn)).toBe(
      'Round 2: You defected, Robin cooperated. That paid You 0 and Robin −3. In total You −1, Robin −4.',
    );
  });

  test('[SC3] while my move is pending, no sentence tells it or anything of the other’s', () => {
    const view = viewAfter(['CC']);
    const pending = makeTurn(view, { moved: true, ownMove: 1 });
    expect(describeIpd(pending)).toBe(describeIpd(makeTurn(view)));
    expect(guideIpd(pending)).toEqual(guideIpd({ ...pending, ownMove: 0 }));
  });
});
