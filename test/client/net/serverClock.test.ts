import { expect, test } from '@jest/globals';
import { ServerClock } from '../../../client/net/serverClock.ts';

test('[CL3] the server clock is this machine clock until something is known', () => {
  expect(new ServerClock(() => 700).now()).toBe(700);
});

test('[CL3] a ping places the server time in the middle of its round trip', () => {
  const clock = new ServerClock(() => 2000);
  clock.addPing(1000, 1100, 51_050);
  expect(clock.offsetMs()).toBe(50_000);
  expect(clock.now()).toBe(52_000);
});

test('[CL3] the ping with the shortest round trip is believed, for as long as it is among the last eight', () => {
  const clock = new ServerClock(() => 0);
  clock.addPing(0, 10, 105);
  for (let i = 0; i < 7; i += 1) clock.addPing(0, 400, 900);
  expect(clock.offsetMs()).toBe(100);
  clock.addPing(0, 400, 900);
  expect(clock.offsetMs()).toBe(700);
});

test('[CL3] a message gives a rough time, which a ping then replaces', () => {
  const clock = new ServerClock(() => 1000);
  clock.addMessage(3000);
  expect(clock.now()).toBe(3000);
  clock.addPing(1000, 1000, 3050);
  clock.addMessage(9000);
  expect(clock.now()).toBe(3050);
});
