import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { observationBuffer, type AnyGame } from '../../../shared/game.ts';
import { gameById, type GameId } from '../../../shared/games/registry.ts';
import type { Choice } from '../../../shared/player.ts';
import { RandomStream, type Rng } from '../../../shared/random.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { saveCheckpoint } from '../../../models/checkpoints/saveCheckpoint.ts';
import { createTfjsNetwork } from '../../../models/networks/tfjsNetwork.ts';
import { createCheckpointPolicy } from '../../../models/policies/checkpointPolicy.ts';
import type { Policy } from '../../../models/policies/policy.ts';
import { makeAgent, saveAgent, type AgentOptions } from '../../fixtures/checkpoint.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

beforeAll(async () => {
  tf.env().set('IS_NODE', false); // else the cpu backend prints an advertisement
  await tf.setBackend('cpu');
});

const load = async (options: AgentOptions = {}) =>
  loadCheckpoint((await saveAgent({ agents: join(scratch(), 'data', 'agents') }, options)).folder);

/** Observations of seat 0 along an episode of the game in which everybody plays the default action. */
function observationsOf(game: AnyGame, steps: number): readonly number[][] {
  const episode = startAnyEpisode(game, {}, 3);
  const { spec } = episode;
  return Array.from({ length: steps }, () => {
    const out = observationBuffer(spec);
    episode.observe(0, out);
    episode.advance(Array.from({ length: spec.numSeats }, () => spec.defaultAction));
    return [...out];
  });
}

const blank = ({ memoryLength }: Policy): Float32Array => new Float32Array(memoryLength);

/** What one seat alone decides. */
function decide(policy: Policy, observation: readonly number[], memories: Float32Array, rng: Rng) {
  const { choices, memories: memory } = policy.act({ observations: observation, memories, rngs: [rng] });
  return { ...(choices[0] as Choice), memory };
}

describe('the policy of a checkpoint', () => {
  test.each<[GameId, 'separate' | 'shared']>([
    ['ipd', 'separate'],
    ['coin', 'shared'],
    ['negotiation', 'shared'],
  ])('[CP8] %s (%s): step by step it computes what the network computes', async (game, sharing) => {
    const checkpoint = await load({ game, sharing, seed: 4 });
    const policy = createCheckpointPolicy(checkpoint, 'computed');
    const observations = observationsOf(gameById(game), 12);
    const networks = Object.values(checkpoint.networks).map(({ layout, parameters }) => {
      const network = createTfjsNetwork(tf, layout, { rows: 1, steps: 12 });
      network.parameters.set(parameters);
      network.observations.set(observations.flat());
      return network;
    });
    for (const network of networks) await network.forward();
    const valuing = networks.at(-1)!;
    let memory = blank(policy);
    for (const [t, observation] of observations.entries()) {
      const decision = decide(policy, observation, memory, new RandomStream(1, 'x', t));
      memory = decision.memory;
      expect(decision.value).toBeCloseTo(valuing.outputs('critic')[8 * t]!, 5);
      const remembered = networks.flatMap((network) => [...network.memoryAfter(t)]);
      expect(memory.length).toBe(remembered.length);
      for (const [i, number] of remembered.entries()) expect(memory[i]).toBeCloseTo(number, 5);
      if (game === 'negotiation') continue;
      const { outputs } = networks[0]!.layout.heads.actor!;
      const logits = [...networks[0]!.outputs('actor').subarray(8 * t, 8 * t + outputs)];
      const weights = logits.map((x) => Math.exp(x));
      const total = weights.reduce((a, b) => a + b);
      for (const [i, p] of decision.probabilities!.entries()) expect(p).toBeCloseTo(weights[i]! / total, 5);
    }
  });

  test('[CP8] it draws its actions with the probabilities that it tells', async () => {
    const policy = createCheckpointPolicy(await load({ game: 'coin' }), 'left-out');
    const [observation] = observationsOf(gameById('coin'), 1);
    const rng = new RandomStream(5, 'draws');
    const counts = [0, 0, 0, 0];
    let told: readonly number[] = [];
    for (let i = 0; i < 20_000; i += 1) {
      const { action, probabilities } = decide(policy, observation!, blank(policy), rng);
      counts[action as number]! += 1;
      told = probabilities!;
    }
    // Five standard errors at most.
    for (const [i, p] of told.entries()) expect(Math.abs(counts[i]! / 20_000 - p)).toBeLessThan(0.018);
    expect(told.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  test('[CP8] without its critic it makes the same decisions and tells no value', async () => {
    const checkpoint = await load();
    const [full, fast] = (['computed', 'left-out'] as const).map((critic) => {
      const policy = createCheckpointPolicy(checkpoint, critic);
      let memory = blank(policy);
      return observationsOf(gameById('ipd'), 10).map((observation, t) => {
        const decision = decide(policy, observation, memory, new RandomStream(2, 'x', t));
        memory = decision.memory;
        return decision;
      });
    });
    expect(fast!.map(({ action, probabilities }) => ({ action, probabilities }))).toEqual(
      full!.map(({ action, probabilities }) => ({ action, probabilities })),
    );
    expect(fast!.every(({ value }) => value === undefined)).toBe(true);
    expect(full!.every(({ value }) => Number.isFinite(value))).toBe(true);
  });

  test('[CP9] networks that do not fit the game are refused', async () => {
    const { facts } = makeAgent();
    const { networks } = makeAgent({ game: 'coin' });
    const { folder } = await saveCheckpoint({ agents: scratch(), facts, networks });
    const checkpoint = await loadCheckpoint(folder);
    expect(() => createCheckpointPolicy(checkpoint, 'computed')).toThrow(
      `${folder}: expected an actor from 4 inputs to 2 outputs, as ipd needs, got {"kind":"gru","inputs":36`,
    );
  });
});
