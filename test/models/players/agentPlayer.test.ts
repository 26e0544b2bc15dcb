import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { observationBuffer, type AnyGame } from '../../../shared/game.ts';
import { gameById, type GameId } from '../../../shared/games/registry.ts';
import { logEventSchema, type LogEvent } from '../../../shared/log/events.ts';
import { replay } from '../../../shared/log/replay.ts';
import { playEpisode } from '../../../shared/playEpisode.ts';
import { RandomStream } from '../../../shared/random.ts';
import { seatPlayer } from '../../../shared/seatedPlayer.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { saveCheckpoint } from '../../../models/checkpoints/saveCheckpoint.ts';
import { episodeLog } from '../../../models/evaluation/episodeLog.ts';
import { simulate } from '../../../models/evaluation/simulate.ts';
import { createTfjsNetwork } from '../../../models/networks/tfjsNetwork.ts';
import { agentPlayer } from '../../../models/players/agentPlayer.ts';
import { resolvePlayers } from '../../../models/players/resolvePlayers.ts';
import { createAgentPolicy } from '../../../models/policies/agentPolicy.ts';
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

describe('the policy of a checkpoint', () => {
  test.each<[GameId, 'separate' | 'shared']>([
    ['ipd', 'separate'],
    ['coin', 'shared'],
    ['negotiation', 'shared'],
  ])('[CP8] %s (%s): step by step it computes what the network computes', async (game, sharing) => {
    const checkpoint = await load({ game, sharing, seed: 4 });
    const policy = createAgentPolicy(checkpoint, 'computed');
    const observations = observationsOf(gameById(game), 12);
    const networks = Object.values(checkpoint.networks).map(({ layout, parameters }) => {
      const network = createTfjsNetwork(tf, layout, { rows: 1, steps: 12 });
      network.parameters.set(parameters);
      network.observations.set(observations.flat());
      return network;
    });
    for (const network of networks) await network.forward();
    const valuing = networks.at(-1)!;
    let memory = policy.begin();
    for (const [t, observation] of observations.entries()) {
      const decision = policy.decide(observation, memory, new RandomStream(1, 'x', t));
      memory = decision.memory;
      expect(decision.value).toBeCloseTo(valuing.outputs('critic')[8 * t]!, 5);
      for (const [i, remembered] of memory.actor.entries()) {
        expect(remembered).toBeCloseTo(networks[0]!.memoryAfter(t)[i]!, 5);
      }
      if (game === 'negotiation') continue;
      const { outputs } = networks[0]!.layout.heads.actor!;
      const logits = [...networks[0]!.outputs('actor').subarray(8 * t, 8 * t + outputs)];
      const weights = logits.map((x) => Math.exp(x));
      const total = weights.reduce((a, b) => a + b);
      for (const [i, p] of decision.probabilities!.entries()) expect(p).toBeCloseTo(weights[i]! / total, 5);
    }
  });

  test('[CP8] it draws its actions with the probabilities that it tells', async () => {
    const policy = createAgentPolicy(await load({ game: 'coin' }), 'left-out');
    const [observation] = observationsOf(gameById('coin'), 1);
    const rng = new RandomStream(5, 'draws');
    const counts = [0, 0, 0, 0];
    let told: readonly number[] = [];
    for (let i = 0; i < 20_000; i += 1) {
      const { action, probabilities } = policy.decide(observation!, policy.begin(), rng);
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
      const policy = createAgentPolicy(checkpoint, critic);
      let memory = policy.begin();
      return observationsOf(gameById('ipd'), 10).map((observation, t) => {
        const decision = policy.decide(observation, memory, new RandomStream(2, 'x', t));
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
    expect(() => createAgentPolicy(checkpoint, 'computed')).toThrow(
      `${folder}: expected an actor from 4 inputs to 2 outputs, as ipd needs, got {"kind":"gru","inputs":36`,
    );
  });
});

describe('an agent in a seat', () => {
  test('[CP10] seats of one agent, and episodes of one seat, remember apart; the same seed plays the same', async () => {
    const game = gameById('coin');
    const params = game.params.parse({ steps: 12 });
    const definition = agentPlayer(await load({ game: 'coin' }), 'computed');
    const played = (seed: number) => {
      const choices: unknown[] = [];
      const watched = {
        ...definition,
        decide: (turn: Parameters<typeof definition.decide>[0]) => {
          const decision = definition.decide(turn);
          choices.push(decision);
          return decision;
        },
      };
      playEpisode({ game, params, seed, players: [{ definition: watched }, { definition: watched }] });
      return choices;
    };
    const first = played(11);
    played(12);
    expect(played(11)).toEqual(first);
    expect(played(12)).not.toEqual(first);

    // The same as two copies of the agent that share nothing.
    const copies = await Promise.all(
      [0, 1].map(async () => agentPlayer(await load({ game: 'coin' }), 'computed')),
    );
    const episode = startAnyEpisode(game, { steps: 12 }, 11);
    const seated = copies.map((copy, seat) =>
      seatPlayer({ definition: copy, params, spec: episode.spec, seat, seed: 11 }),
    );
    const apart: unknown[] = [];
    while (episode.status === 'running') {
      const choices = seated.map((player) => player.choose(episode));
      apart.push(...choices);
      episode.advance(choices.map(({ action }) => action));
    }
    expect(apart).toEqual(first);
  });

  test('[CP10] simulated, it is logged with its id, probabilities and values, and the log replays', async () => {
    const { folder, meta } = await saveAgent({ agents: join(scratch(), 'data', 'agents') });
    const sources = { directory: scratch(), codeVersion: 'test' };
    const refs = [`agent:${meta.id.slice(0, 8)}`, 'scripted:tit-for-tat'];
    const seats = await resolvePlayers('ipd', refs, sources);
    expect(seats[0]?.controller).toEqual({ kind: 'agent', id: refs[0], version: meta.id });
    const game = gameById('ipd');
    const events: LogEvent[] = [];
    const options = { game, params: game.params.parse({}), seats, episodes: 1, seed: 3, seconds: () => 0 };
    const record = episodeLog({
      ...options,
      codeVersion: 'test',
      now: () => 0,
      newEpisodeId: () => 'e',
      write: (event) => events.push(logEventSchema.parse(event)),
    });
    await simulate({ ...options, record });
    const decisions = events.filter((event) => event.kind === 'decision');
    for (const { seat, probabilities, value } of decisions) {
      expect([seat, probabilities?.length, typeof value]).toEqual(
        seat === 0 ? [0, 2, 'number'] : [1, undefined, 'undefined'],
      );
    }
    expect(replay(events).steps).toBe(16);
    expect((await resolvePlayers('ipd', [`agent:${folder}`], sources))[0]?.controller.version).toBe(meta.id);
  });

  test('[CP9] an agent of another game, or one whose game has grown, is refused', async () => {
    const { folder } = await saveAgent({ agents: scratch() }, { game: 'coin' });
    const resolving = resolvePlayers('ipd', [`agent:${folder}`], { directory: '/', codeVersion: 'test' });
    await expect(resolving).rejects.toThrow('expected a player of ipd, got one of coin');
    const definition = agentPlayer(await loadCheckpoint(folder), 'computed');
    const { spec } = startAnyEpisode(gameById('ipd'), {}, 1);
    expect(() => seatPlayer({ definition, params: {}, spec, seat: 0, seed: 1 })).toThrow(
      /agent-[0-9a-f]{12}: expected a game of 36 observed numbers and 4 outputs, .* got 4 and 2/,
    );
  });

  test('[CP9] a missing agent is refused by its reference', async () => {
    const sources = { directory: scratch(), codeVersion: 'test' };
    await expect(resolvePlayers('ipd', ['agent:./nothing'], sources)).rejects.toThrow(
      /^agent:\.\/nothing: .*checkpoint\.json: expected a file of a checkpoint, got ENOENT/,
    );
    await expect(resolvePlayers('ipd', ['agent:0123456789abcdef'], sources)).rejects.toThrow(
      /expected one agent in .* whose id begins with 0123456789abcdef, got none/,
    );
    await expect(resolvePlayers('ipd', ['agent:released/ipd/nobody'], sources)).rejects.toThrow('ENOENT');
  });
});
