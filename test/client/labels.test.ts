import { expect, test } from '@jest/globals';
import type { EpisodeStarted } from '../../shared/log/events.ts';
import { labelsOfLog } from '../../client/replay/labels.ts';

function makeHeader(partners: 'labelled' | 'unlabelled'): EpisodeStarted {
  const controller = (kind: 'human' | 'scripted', id: string) => ({ kind, id, version: null });
  return {
    kind: 'episode.started',
    schema: 1,
    episode: 'e',
    game: 'harvest',
    params: {},
    rulesVersion: 1,
    seed: 1,
    steps: null,
    codeVersion: 'test',
    occupants: [
      { seat: 1, controller: controller('human', 'somebody') },
      { seat: 0, controller: controller('human', 'me') },
      { seat: 2, controller: controller('scripted', 'scripted:greedy') },
      { seat: 3, controller: controller('scripted', 'scripted:greedy') },
    ],
    condition: { partners },
    at: 0,
  };
}

test('[CL12] a replay names programs, numbers those that share a name, and knows who looks', () => {
  expect(labelsOfLog(makeHeader('labelled'), 'me')).toEqual(['You', 'Player 2', 'greedy 1', 'greedy 2']);
  expect(labelsOfLog(makeHeader('labelled'), null)[0]).toBe('Player 1');
});

test('[CL12] a table that did not say who is a program does not say it in its replay', () => {
  expect(labelsOfLog(makeHeader('unlabelled'), 'me')).toEqual(['You', 'Player 2', 'Player 3', 'Player 4']);
});

test('[CL12] the live agent is called in a replay as it was at the table', () => {
  const header = makeHeader('labelled');
  const controller = { kind: 'agent', id: 'agent:live/harvest', version: 'aaaa' } as const;
  const occupants = header.occupants.map((one) => (one.seat > 1 ? { ...one, controller } : one));
  expect(labelsOfLog({ ...header, occupants }, 'me').slice(2)).toEqual([
    'current agent 1',
    'current agent 2',
  ]);
});
