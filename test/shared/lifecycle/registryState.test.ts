import { describe, expect, test } from '@jest/globals';
import { move, pin, rollBack, unpin } from '../../../shared/lifecycle/changes.ts';
import { livesOf, registryState, stageOf } from '../../../shared/lifecycle/registryState.ts';
import { agentId, makeLifeEvent } from '../../fixtures/lives.ts';

const [A, B, C, R] = ['a', 'b', 'c', 'e'].map(agentId) as [string, string, string, string];
const RELEASED = { ipd: R };
const REASON = { who: 'tester', why: 'to see' };

const to = (agent: string, stage: 'candidate' | 'shadow' | 'canary' | 'live' | 'refused', at = 1) =>
  makeLifeEvent({ agent, to: stage, at });

describe('the registry', () => {
  test('[LF1] starts with the released agents live, and with nobody where none was released', () => {
    const state = registryState([], RELEASED);
    expect(livesOf(state, 'ipd').live).toMatchObject({ agent: R, since: null, who: 'installation' });
    expect(livesOf(state, 'harvest').live).toBeNull();
  });

  test('[LF2] an agent stands in one place; who takes a single place pushes the one before it out', () => {
    const events = [
      to(A, 'candidate'),
      to(B, 'candidate'),
      to(A, 'shadow'),
      to(B, 'shadow'),
      to(B, 'canary'),
    ];
    const between = livesOf(registryState(events.slice(0, 4), RELEASED), 'ipd');
    expect(between).toMatchObject({ shadow: { agent: B }, candidates: [{ agent: A }] });
    const lives = livesOf(registryState([...events, to(B, 'live'), to(A, 'refused')], RELEASED), 'ipd');
    expect(lives).toMatchObject({
      live: { agent: B },
      previous: [{ agent: R }],
      canary: null,
      shadow: null,
      candidates: [],
      refused: [{ agent: A }],
    });
    expect([A, B, R, C].map((agent) => stageOf(lives, agent))).toEqual([
      'refused',
      'live',
      'previous',
      'none',
    ]);
  });

  test('[LF3] who is taken back is refused, and the one before is live again, as often as there is one', () => {
    const events = [to(A, 'live'), to(B, 'live')];
    const first = rollBack(registryState(events, RELEASED), 'ipd', REASON);
    expect(first).toMatchObject({ agent: B, from: 'live', to: 'refused' });
    events.push(makeLifeEvent(first));
    const lives = livesOf(registryState(events, RELEASED), 'ipd');
    expect(lives).toMatchObject({ live: { agent: A }, previous: [{ agent: R }], refused: [{ agent: B }] });
    events.push(makeLifeEvent(rollBack(registryState(events, RELEASED), 'ipd', REASON)));
    const last = registryState(events, RELEASED);
    expect(livesOf(last, 'ipd').live?.agent).toBe(R);
    expect(() => rollBack(last, 'ipd', REASON)).toThrow(/earlier live agent of ipd to go back to, got none/);
  });

  test('[LF4] a pinned live agent is neither replaced nor taken back until it is unpinned', () => {
    const events = [to(A, 'live'), to(B, 'candidate')];
    events.push(makeLifeEvent(pin(registryState(events, RELEASED), 'ipd', REASON)));
    const pinned = registryState(events, RELEASED);
    expect(livesOf(pinned, 'ipd').pinned).toMatchObject(REASON);
    expect(() => move(pinned, { game: 'ipd', agent: B }, 'live', REASON)).toThrow(
      /tester pinned it \(to see\)/,
    );
    expect(() => rollBack(pinned, 'ipd', REASON)).toThrow(/unpin it first/);
    expect(() => pin(pinned, 'ipd', REASON)).toThrow(/unpin it first/);
    expect(move(pinned, { game: 'ipd', agent: B }, 'shadow', REASON)).toMatchObject({ from: 'candidate' });
    events.push(makeLifeEvent(unpin(pinned, 'ipd', REASON)));
    const free = registryState(events, RELEASED);
    expect(move(free, { game: 'ipd', agent: B }, 'live', REASON)).toMatchObject({ to: 'live' });
    expect(() => unpin(free, 'ipd', REASON)).toThrow(/got one that is not pinned/);
  });

  test('[LF5] lines count in their order, whatever the clock said when they were written', () => {
    const events = [to(A, 'live', 9000), to(B, 'live', 5), to(C, 'live', 4000)];
    const lives = livesOf(registryState(events, RELEASED), 'ipd');
    expect(lives.live?.agent).toBe(C);
    expect(lives.previous.map(({ agent }) => agent)).toEqual([R, A, B]);
  });
});
