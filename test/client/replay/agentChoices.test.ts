import { describe, expect, test } from '@jest/globals';
import { agentChoices, hasAgents } from '../../../client/replay/agentChoices.ts';
import { labelsOfLog } from '../../../client/replay/labels.ts';
import { gameById } from '../../../shared/games/registry.ts';
import type { DecisionEvent, EpisodeStarted } from '../../../shared/log/events.ts';
import { makeEpisodeLog } from '../../fixtures/episodeLog.ts';

const AGENT = { kind: 'agent', id: 'agent:released/ipd/tara', version: 'a'.repeat(64) } as const;
const PERSON = { kind: 'human', id: 'ann', version: null } as const;
const space = gameById('ipd').spec(gameById('ipd').params.parse({})).actions;

function makeLog(partners: string) {
  const log = makeEpisodeLog({ controllers: [PERSON, AGENT] });
  const header = { ...(log[0] as EpisodeStarted), condition: { partners } };
  const decisions = log.filter(
    (event): event is DecisionEvent => event.kind === 'decision' && event.step === 0,
  );
  return { header, decisions };
}

const told = (change: Partial<DecisionEvent>): DecisionEvent => ({
  ...(makeLog('labelled').decisions[1] as DecisionEvent),
  ...change,
});

describe('what agents thought, in a replay', () => {
  test('[AG21] bars carry the names of the controls, else of the rules; the action that was done is marked', () => {
    const decision = told({ action: 1, probabilities: [0.2, 0.8], value: -2.5 });
    const controls = [{ id: 'cooperate', label: 'Cooperate!', keys: [], action: 0 }];
    expect(agentChoices([...makeLog('labelled').decisions.slice(0, 1), decision], space, controls)).toEqual([
      {
        seat: 1,
        bars: [
          { label: 'Cooperate!', probability: 0.2, isChosen: false },
          { label: 'Defect', probability: 0.8, isChosen: true },
        ],
        value: -2.5,
        fallback: null,
      },
    ]);
  });

  test('[AG21] an agent that was late shows what played for it, and no bars', () => {
    const decision = told({ source: 'default', flags: ['agent_timeout', 'fallback:scripted:tit-for-tat'] });
    expect(agentChoices([decision], space, [])).toMatchObject([
      { bars: [], value: null, fallback: 'scripted:tit-for-tat' },
    ]);
  });

  test('[AG21] a table that did not say who is a program does not say it afterwards either', () => {
    expect(hasAgents(makeLog('labelled').header)).toBe(true);
    expect(hasAgents(makeLog('unlabelled').header)).toBe(false);
    const people = makeEpisodeLog({ controllers: [PERSON, PERSON] })[0] as EpisodeStarted;
    expect(hasAgents({ ...people, condition: {} })).toBe(false);
  });

  test('[AG21] a released agent is called by its name', () => {
    expect(labelsOfLog(makeLog('labelled').header, null)).toEqual(['Player 1', 'tara']);
  });
});
