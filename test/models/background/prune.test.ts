import { describe, expect, test } from '@jest/globals';
import { prunableAgents, prunableRuns } from '../../../models/background/prune.ts';
import type { FoundAgent } from '../../../models/checkpoints/agents.ts';
import { registryState } from '../../../shared/lifecycle/registryState.ts';
import type { LifeEvent } from '../../../shared/lifecycle/lifeEvent.ts';
import { makeAgent } from '../../fixtures/checkpoint.ts';
import { agentId, makeLifeEvent } from '../../fixtures/lives.ts';

function made(digit: string, turn: number | null): FoundAgent {
  const { facts } = makeAgent();
  const training = {
    ...facts.training,
    command: turn === null ? 'train' : `background trainer, turn ${turn}`,
  };
  const meta = { ...facts, training, id: agentId(digit) } as unknown as FoundAgent['meta'];
  return { ref: `agent:${digit}`, folder: `/nowhere/${digit}`, meta };
}

const moved = (digit: string, to: LifeEvent['to'], from: LifeEvent['from'] = 'none'): LifeEvent =>
  makeLifeEvent({ agent: agentId(digit), from, to });

const refusedAtOnce = (digit: string): readonly LifeEvent[] => [
  moved(digit, 'candidate'),
  moved(digit, 'refused', 'candidate'),
];

function prune(
  agents: readonly FoundAgent[],
  events: readonly LifeEvent[],
  more: Partial<Parameters<typeof prunableAgents>[0]> = {},
): string {
  const registry = { state: registryState(events), events };
  const options = { agents, registry, used: new Set<string>(), current: undefined, keep: 1, ...more };
  return prunableAgents(options)
    .map(({ ref }) => ref.slice('agent:'.length))
    .join('');
}

/** A model of people. */
function imitating(digit: string, turn: number): FoundAgent {
  const { meta, ...agent } = made(digit, turn);
  return { ...agent, meta: { ...meta, algorithm: 'behaviour-cloning' } };
}

describe('what is deleted', () => {
  const agents = [made('1', 1), made('2', 2), made('3', 3), made('4', null)];

  test('[BT9] checkpoints that were refused before anybody met them, but for the newest', () => {
    const events = [
      ...refusedAtOnce('1'),
      ...refusedAtOnce('2'),
      ...refusedAtOnce('3'),
      ...refusedAtOnce('4'),
    ];
    expect(prune(agents, events)).toBe('12');
    expect(prune(agents, events, { keep: 2 })).toBe('1');
    expect(prune(agents, events, { keep: 3 })).toBe('');
  });

  test('[BT9] of models of people the newest stay, and take no candidate’s place', () => {
    expect(prune([...agents, imitating('5', 4), imitating('6', 5)], [])).toBe('125');
  });

  test('[BT9] never one that is or was live, canary, shadow, or a candidate, nor a pinned one', () => {
    const events = [
      moved('1', 'candidate'),
      moved('2', 'shadow'),
      moved('2', 'refused', 'shadow'),
      makeLifeEvent({ agent: agentId('3'), to: 'live' }),
      makeLifeEvent({ agent: agentId('3'), what: 'pinned', from: 'live', to: 'live' }),
    ];
    expect(prune([...agents, made('5', 5)], events)).toBe('');
  });

  test('[BT9] never one that had a seat in the log, as those of studies have, nor one of the present turn', () => {
    const events = [...refusedAtOnce('1'), ...refusedAtOnce('2')];
    expect(prune(agents, events, { used: new Set([agentId('1')]) })).toBe('2');
    const job = {
      turn: 9,
      kind: 'improve' as const,
      game: 'ipd',
      seed: 1,
      parent: agentId('1'),
      past: [],
      target: null,
      pool: 0,
      opponents: [{ player: `agent:${'2'.repeat(12)}`, share: 0.1, source: 'best responses' as const }],
      isFirst: false,
    };
    expect(prune(agents, events, { current: job })).toBe('');
  });

  test('[BT9] runs of the trainer but the newest of each game and kind; others’ runs stay', () => {
    const names = [
      'trainer-ipd-improve-000001',
      'trainer-ipd-improve-000003',
      'trainer-ipd-improve-000007',
      'trainer-ipd-respond-000002',
      'trainer-coin-improve-000004',
      'ipd-advantage-alignment-1-001',
    ];
    expect(prunableRuns(names, undefined, 1)).toEqual([
      'trainer-ipd-improve-000001',
      'trainer-ipd-improve-000003',
    ]);
    expect(prunableRuns(names, 'trainer-ipd-improve-000001', 1)).toEqual(['trainer-ipd-improve-000003']);
    expect(prunableRuns(names, undefined, 3)).toEqual([]);
  });
});
