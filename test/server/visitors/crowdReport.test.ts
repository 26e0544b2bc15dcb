import { expect, test } from '@jest/globals';
import { crowdReport, crowdText, progressText } from '../../../server/visitors/crowdReport.ts';
import { Tally } from '../../../server/visitors/tally.ts';

function tallied(): Tally {
  const tally = new Tally();
  const game = { game: 'ipd', player: 'fair', person: 0 };
  tally.played({ ...game, end: 'ended', ownReturn: -16 });
  tally.played({ ...game, end: 'ended', ownReturn: -20 });
  tally.played({ ...game, person: 1, end: 'walked out', ownReturn: undefined });
  tally.played({ game: 'coin', player: 'greedy', person: 1, end: 'ended', ownReturn: 3 });
  tally.count('reloads');
  return tally;
}

test('[SV4] games are counted by game and style, and by person those that were seen to their end', () => {
  const report = crowdReport(tallied(), { people: 3, style: 'mixed', seconds: 61.4 });
  expect(report.gamesPerPerson).toEqual({ least: 0, most: 2 });
  expect(report.rows).toEqual([
    {
      game: 'coin',
      player: 'greedy',
      ends: { ended: 1, 'walked out': 0, 'cut short': 0, stopped: 0 },
      meanReturn: 3,
    },
    {
      game: 'ipd',
      player: 'fair',
      ends: { ended: 2, 'walked out': 1, 'cut short': 0, stopped: 0 },
      meanReturn: -18,
    },
  ]);
  expect(crowdText(report)).toContain('3 people, 1:01; each saw 0 to 2 games to their end');
  expect(crowdText(report)).toContain('no errors');
});

test('[SV4] every error has its words and how often it came', () => {
  const tally = tallied();
  tally.failed('move refused: full');
  tally.failed('move refused: full');
  const report = crowdReport(tally, { people: 2, style: 'fair', seconds: 1 });
  expect(report.errors).toEqual([{ words: 'move refused: full', times: 2 }]);
  expect(crowdText(report)).toContain('2 times: move refused: full');
  expect(progressText(tally, { people: 2, minutes: 15, passedMs: 90_000 })).toBe(
    '1:30 of 15:00 | 2 people | 3 games ended | 0 decisions | 1 reloads | 2 errors',
  );
});
