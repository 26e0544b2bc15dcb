import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { gameById } from '../../../shared/games/registry.ts';
import { logEventSchema, type LogEvent } from '../../../shared/log/events.ts';
import { replay } from '../../../shared/log/replay.ts';
import { playEpisode } from '../../../shared/playEpisode.ts';
import { seatPlayer } from '../../../shared/seatedPlayer.ts';
import { loadCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { episodeLog } from '../../../models/evaluation/episodeLog.ts';
import { simulate } from '../../../models/evaluation/simulate.ts';
import { agentPlayer } from '../../../models/players/agentPlayer.ts';
import { resolvePlayers } from '../../../models/players/resolvePlayers.ts';
import { saveAgent, type AgentOptions } from '../../fixtures/checkpoint.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

const load = async (options: AgentOptions = {}) =>
  loadCheckpoint((await saveAgent({ agents: join(scratch(), 'data', 'agents') }, options)).folder);

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
      /agent-[0-9a-f]{12}: expected a game of 36 observed numbers and 4 outputs, .* got 4 observed numbers and 2/,
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
