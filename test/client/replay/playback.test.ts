import { expect, test } from '@jest/globals';
import { advanced, frameMs, movedTo, toggled, type Playback } from '../../../client/replay/playback.ts';

const AT_START: Playback = { step: 0, playing: true, speed: 1 };

test('[CL10] playing stops at the end, and playing there starts over', () => {
  const last = advanced({ ...AT_START, step: 9 }, 10);
  expect(last).toEqual({ step: 10, playing: false, speed: 1 });
  expect(toggled(last, 10)).toEqual({ step: 0, playing: true, speed: 1 });
  expect(toggled({ ...last, step: 4 }, 10)).toEqual({ step: 4, playing: true, speed: 1 });
});

test('[CL10] frames that came late are skipped, not the end', () => {
  expect(advanced({ ...AT_START, step: 3 }, 10, 4)).toEqual({ step: 7, playing: true, speed: 1 });
  expect(advanced({ ...AT_START, step: 8 }, 10, 4)).toEqual({ step: 10, playing: false, speed: 1 });
});

test('[CL10] a jump stays within the episode and pauses', () => {
  expect(movedTo(AT_START, 99, 10)).toEqual({ step: 10, playing: false, speed: 1 });
  expect(movedTo(AT_START, -1, 10).step).toBe(0);
});

test('[CL10] tick games play at their own pace times the speed, turn games at a round a second', () => {
  expect(frameMs(8, 1)).toBe(125);
  expect(frameMs(8, 0.5)).toBe(250);
  expect(frameMs(null, 8)).toBe(125);
});

test('[CL10] an empty episode cannot play', () => {
  expect(toggled({ ...AT_START, playing: false }, 0).playing).toBe(false);
});
