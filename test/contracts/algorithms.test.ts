import { expect, test } from '@jest/globals';
import { ALGORITHMS } from '../../models/algorithms/registry.ts';
import { AIMS, describeAgent } from '../../server/inference/describeAgent.ts';
import { makeAgent } from '../fixtures/checkpoint.ts';

test('[AG15] the lobby has a plain sentence for the agents of every algorithm, and of no other', () => {
  expect(Object.keys(AIMS).sort()).toEqual(Object.keys(ALGORITHMS).sort());
});

test.each(Object.entries(ALGORITHMS))('[AG15] %s goes by its own name', (id, algorithm) => {
  expect(algorithm.id).toBe(id);
});

const sentence = (algorithm: string, environmentSteps: number): string => {
  const { facts } = makeAgent();
  const training = { ...facts.training, environmentSteps };
  return describeAgent({ ...facts, algorithm, training } as Parameters<typeof describeAgent>[0]);
};

test.each(Object.keys(ALGORITHMS))('[AG15] of %s it is one sentence about what the agent wants', (id) => {
  expect(sentence(id, 1_234_567)).toMatch(/^Learned in 1,234,567 steps of play to (do|get) [^.]+\.$/);
});

test('[AG15] an algorithm that this version does not know is named', () => {
  expect(sentence('soft-something', 12)).toBe('Learned in 12 steps of play with soft-something.');
});

test('[AG15] an exploiter is called one, and whom it exploits is named', () => {
  const { facts } = makeAgent({ facts: { exploits: { ref: 'scripted:grim', version: '1' } } });
  const meta = { ...facts, algorithm: 'ppo' } as Parameters<typeof describeAgent>[0];
  expect(describeAgent(meta)).toBe(
    'Exploiter: learned in 1,024 steps of play to get the most out of scripted:grim (ppo).',
  );
});
