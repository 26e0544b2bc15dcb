import { afterEach, describe, expect, test } from '@jest/globals';
import { loadCheckpoint, type LoadedCheckpoint } from '../../../models/checkpoints/loadCheckpoint.ts';
import { agentPlayer } from '../../../models/players/agentPlayer.ts';
import { createCheckpointPolicy } from '../../../models/policies/checkpointPolicy.ts';
import { Inference } from '../../../server/inference/inference.ts';
import { startInferenceThread, type InferenceThread } from '../../../server/inference/inferenceThread.ts';
import type { InferenceRequest } from '../../../server/inference/messages.ts';
import type { AgentAnswer, AgentPlayer } from '../../../server/players/program.ts';
import { systemClock } from '../../../server/systemClock.ts';
import { startAnyEpisode } from '../../../shared/episode.ts';
import { observationBuffer } from '../../../shared/game.ts';
import { gameById, type GameId } from '../../../shared/games/registry.ts';
import type { Choice } from '../../../shared/player.ts';
import { seatPlayer } from '../../../shared/seatedPlayer.ts';
import { saveAgent, type AgentOptions } from '../../fixtures/checkpoint.ts';
import { TINY_GTRXL } from '../../fixtures/makeRun.ts';
import { makeManualClock } from '../../fixtures/manualClock.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();
const load = async (options: AgentOptions) =>
  loadCheckpoint((await saveAgent({ agents: scratch() }, options)).folder);

const open: Inference[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((inference) => inference.close()));
});

function startInference(startThread?: () => InferenceThread) {
  const threads: InferenceThread[] = [];
  const troubles: string[] = [];
  const inference = new Inference({
    clock: systemClock,
    onTrouble: (what) => troubles.push(what),
    startThread: () => {
      const thread = (startThread ?? startInferenceThread)();
      threads.push(thread);
      return thread;
    },
  });
  open.push(inference);
  return { inference, threads, troubles };
}

function sit(inference: Inference, checkpoint: LoadedCheckpoint, seed: number, seat: number): AgentPlayer {
  return inference.seat(checkpoint, createCheckpointPolicy(checkpoint, 'computed'), {
    seed,
    seat,
  });
}

/** Observations of a seat along an episode of default actions. */
function observationsOf(id: GameId, seed: number, seat: number, steps: number): readonly number[][] {
  const episode = startAnyEpisode(gameById(id), {}, seed);
  const { spec } = episode;
  return Array.from({ length: steps }, () => {
    const out = observationBuffer(spec);
    episode.observe(seat, out);
    episode.advance(Array.from({ length: spec.numSeats }, () => spec.defaultAction));
    return [...out];
  });
}

/** What the same agent does in the same episode when it decides at once, alone. */
function alone(checkpoint: LoadedCheckpoint, seed: number, seat: number, steps: number): readonly Choice[] {
  const id = checkpoint.meta.game as GameId;
  const episode = startAnyEpisode(gameById(id), {}, seed);
  const { spec } = episode;
  const params = gameById(id).params.parse({});
  const player = seatPlayer({ definition: agentPlayer(checkpoint, 'computed'), params, spec, seat, seed });
  return Array.from({ length: steps }, () => {
    const { action, probabilities, value } = player.choose(episode);
    episode.advance(Array.from({ length: spec.numSeats }, () => spec.defaultAction));
    return { action, ...(probabilities && { probabilities }), ...(value !== undefined && { value }) };
  });
}

function choiceIn(answer: AgentAnswer): Choice {
  if (answer.kind !== 'chosen') throw new Error(`expected a choice, got ${JSON.stringify(answer)}`);
  return answer.choice;
}

describe('inference', () => {
  test('[AG10] many seats of several checkpoints at a time decide what each would alone, bit for bit', async () => {
    const checkpoints = await Promise.all([
      load({ game: 'ipd', seed: 1 }),
      load({ game: 'ipd', seed: 2 }),
      load({ game: 'coin', seed: 3, sharing: 'shared' }),
      load({ game: 'negotiation', seed: 4 }),
      load({ game: 'ipd', seed: 5, network: TINY_GTRXL }),
    ]);
    const { inference } = startInference();
    const steps = 6;
    const seats = checkpoints.flatMap((checkpoint) =>
      [11, 12, 13].flatMap((seed) =>
        [0, 1].map((seat) => ({
          player: sit(inference, checkpoint, seed, seat),
          observations: observationsOf(checkpoint.meta.game as GameId, seed, seat, steps),
          expected: alone(checkpoint, seed, seat, steps),
        })),
      ),
    );
    for (let step = 0; step < steps; step += 1) {
      const answers = await Promise.all(
        seats.map(({ player, observations }) => player.ask(step, observations[step] as number[])),
      );
      for (const [i, answer] of answers.entries()) {
        expect(choiceIn(answer)).toEqual((seats[i] as (typeof seats)[number]).expected[step]);
      }
    }
  });

  test('[AG11] a seat remembers what it saw in steps that nobody waited for: memory goes on as if it had answered', async () => {
    const checkpoint = await load({ game: 'ipd', seed: 5 });
    const { inference } = startInference();
    const expected = alone(checkpoint, 3, 1, 8);
    const observations = observationsOf('ipd', 3, 1, 8);
    const player = sit(inference, checkpoint, 3, 1);
    const answers = observations.map((observation, step) => player.ask(step, observation));
    expect(choiceIn((await answers[7]) as AgentAnswer)).toEqual(expected[7]);
    for (const answer of answers.slice(0, 7)) expect((await answer).kind).toBe('superseded');
  });

  test('[AG12] the thread dies: it starts again, and unanswered questions are answered with the memory intact', async () => {
    const checkpoint = await load({ game: 'ipd', seed: 6 });
    const { inference, threads, troubles } = startInference();
    const expected = alone(checkpoint, 9, 0, 6);
    const observations = observationsOf('ipd', 9, 0, 6);
    const player = sit(inference, checkpoint, 9, 0);
    for (const [step, observation] of observations.entries()) {
      if (step === 2 || step === 4) await threads.at(-1)?.stop();
      const answer = player.ask(step, observation);
      if (step === 3) void threads.at(-1)?.stop();
      expect(choiceIn(await answer)).toEqual(expected[step]);
    }
    expect(inference.restarts).toBe(3);
    expect(threads).toHaveLength(4);
    expect(troubles).toHaveLength(3);
  });

  test('[AG23] the thread forgets checkpoints that were not asked for longest, and gets them again when they are', async () => {
    const checkpoints = await Promise.all(
      Array.from({ length: 33 }, (_, seed) => load({ game: 'ipd', seed: 200 + seed })),
    );
    const requests: InferenceRequest[] = [];
    const { inference } = startInference(() => {
      const thread = startInferenceThread();
      return {
        ...thread,
        send(request, transferred) {
          requests.push(request);
          thread.send(request, transferred);
        },
      };
    });
    const observations = observationsOf('ipd', 9, 0, 2);
    const ask = async (checkpoint: LoadedCheckpoint): Promise<Choice> =>
      choiceIn(await sit(inference, checkpoint, 9, 0).ask(0, observations[0] as number[]));
    const [first, second] = checkpoints as [LoadedCheckpoint, LoadedCheckpoint];
    for (const checkpoint of checkpoints)
      expect(await ask(checkpoint)).toEqual(alone(checkpoint, 9, 0, 1)[0]);
    expect(requests.at(-1)?.forgotten).toEqual([first.meta.id]);
    expect(await ask(first)).toEqual(alone(first, 9, 0, 1)[0]);
    const idsOf = (request: InferenceRequest | undefined) => request?.checkpoints.map(({ meta }) => meta.id);
    expect(idsOf(requests.at(-1))).toEqual([first.meta.id]);
    expect(requests.at(-1)?.forgotten).toEqual([second.meta.id]);
    await ask(first);
    expect(requests.at(-1)).toMatchObject({ checkpoints: [], forgotten: [] });
  });

  test('[AG13] a checkpoint that cannot decide fails alone', async () => {
    const good = await load({ game: 'ipd', seed: 7 });
    const bad = { ...(await load({ game: 'coin', seed: 8 })), networks: {} } as LoadedCheckpoint;
    const { inference, troubles } = startInference();
    const [one, other] = [
      sit(inference, good, 1, 0),
      inference.seat(bad, { inputs: { inputs: 36 }, memoryLength: 4 }, { seed: 1, seat: 1 }),
    ];
    const answers = await Promise.all([
      one.ask(0, observationsOf('ipd', 1, 0, 1)[0] as number[]),
      other.ask(0, observationsOf('coin', 1, 1, 1)[0] as number[]),
    ]);
    expect(answers).toMatchObject([{ kind: 'chosen' }, { kind: 'failed' }]);
    expect(troubles).toEqual([expect.stringContaining(bad.meta.id)]);
    expect(inference.restarts).toBe(0);
  });
});

describe('a thread that misbehaves', () => {
  /** Never answers; ends when it is stopped. */
  function makeDeadThread() {
    const asked: unknown[] = [];
    let end: (why: string) => void = () => undefined;
    const thread: InferenceThread = {
      send: (request) => asked.push(request),
      onReply: () => undefined,
      onEnd: (listener) => (end = listener),
      stop: () => Promise.resolve(end('stopped')),
    };
    return { thread, asked };
  }

  test('[AG12] one that hangs is stopped and replaced; if they keep dying the pause grows to four seconds', async () => {
    const checkpoint = await load({ game: 'ipd', seed: 9 });
    const clock = makeManualClock();
    const startedAt: number[] = [];
    const troubles: string[] = [];
    const inference = new Inference({
      clock,
      onTrouble: (what) => void troubles.push(what),
      startThread: () => {
        startedAt.push(clock.now());
        return makeDeadThread().thread;
      },
    });
    open.push(inference);
    void sit(inference, checkpoint, 1, 0).ask(0, observationsOf('ipd', 1, 0, 1)[0] as number[]);
    // The batch goes out at the end of this turn of the event loop.
    await new Promise((resume) => setImmediate(resume));
    await clock.advance(15_000 * 8 + 10_000);
    const pauses = startedAt.slice(1).map((at, i) => at - (startedAt[i] as number) - 15_000);
    expect(pauses.slice(0, 7)).toEqual([100, 200, 400, 800, 1600, 3200, 4000]);
    expect(troubles[0]).toContain('it had not answered for 15 s');
  });

  test('[AG14] questions that come while the thread computes go out together', async () => {
    const checkpoint = await load({ game: 'ipd', seed: 10 });
    const { thread, asked } = makeDeadThread();
    const { inference } = startInference(() => ({ ...thread, onEnd: () => undefined }));
    const observation = observationsOf('ipd', 1, 0, 1)[0] as number[];
    for (const seat of [0, 1, 2]) void sit(inference, checkpoint, 1, seat).ask(0, observation);
    await new Promise((resume) => setImmediate(resume));
    for (const seat of [3, 4]) void sit(inference, checkpoint, 1, seat).ask(0, observation);
    await new Promise((resume) => setImmediate(resume));
    expect(asked).toMatchObject([{ batch: 0, groups: [{ counts: Int32Array.of(1, 1, 1) }] }]);
  });
});
