import { expect, test } from '@jest/globals';
import { makeTinyConfig } from '../fixtures/makeRun.ts';

test('[LN48] what luck depends on without any luck is refused with a reason; luck alone is not', () => {
  expect(() => makeTinyConfig({ game: 'negotiation', luckDependsOn: [6, 7, 8] })).toThrow(
    /"luckDependsOn".*expected luck, too/s,
  );
  expect(makeTinyConfig({ luck: [3, 4, 5] }).luckDependsOn).toEqual([]);
  expect(makeTinyConfig({ luck: [3], luckDependsOn: [6] })).toMatchObject({ luck: [3], luckDependsOn: [6] });
});
