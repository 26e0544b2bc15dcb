import { createCheckpointPolicy } from '../../models/policies/checkpointPolicy.ts';
import type { Clock } from '../../shared/clock.ts';
import type { AgentPlayer, Agents } from '../players/program.ts';
import { Inference } from './inference.ts';
import { startInferenceThread } from './inferenceThread.ts';
import { rehearse } from './rehearse.ts';
import { untrainedCheckpoint } from './untrainedCheckpoint.ts';

export interface BenchAgents {
  readonly agents: Agents;
  /** Batches sent so far. */
  readonly batches: () => number;
  close(): Promise<void>;
}

export interface BenchAgentsOptions {
  readonly game: string;
  /** Raw input of the game's schema. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  /** Worker to take in place of the real one. */
  readonly worker?: URL | undefined;
  /** Milliseconds from a question to its answer, late or not. */
  readonly onAnswer: (ms: number) => void;
}

/** One untrained agent under every `agent:` reference; its answers timed. */
export function openBenchAgents({ game, params, clock, worker, onAnswer }: BenchAgentsOptions): BenchAgents {
  let batches = 0;
  const inference = new Inference({
    clock,
    onTrouble: (what) => void process.stderr.write(`${what}\n`),
    startThread: () => {
      const thread = startInferenceThread(worker);
      return {
        ...thread,
        send: (request, transferred) => {
          batches += 1;
          thread.send(request, transferred);
        },
      };
    },
  });
  const checkpoint = untrainedCheckpoint(game, params);
  const policy = createCheckpointPolicy(checkpoint, 'computed');
  return {
    batches: () => batches,
    close: () => inference.close(),
    agents: {
      restarts: 0,
      offers: () => [],
      refresh: () => Promise.resolve(),
      prepare: async () => {
        if (!inference.knows(checkpoint.meta.id)) await rehearse(inference, { checkpoint, policy }, clock);
      },
      card: () => Promise.resolve(undefined),
      plot: () => Promise.resolve(undefined),
      replay: () => Promise.resolve(undefined),
      resolve: (_game, ref) => ({
        kind: 'agent',
        ref,
        label: ref,
        controller: { kind: 'agent', id: ref, version: checkpoint.meta.id },
        check: () => undefined,
        begin: (seating) => timed(inference.seat(checkpoint, policy, seating), onAnswer),
      }),
    },
  };
}

/** The same agents; how long each of their answers took is told. */
export function timedAgents(agents: Agents, onAnswer: (ms: number) => void): Agents {
  return {
    get restarts() {
      return agents.restarts;
    },
    offers: (game) => agents.offers(game),
    refresh: () => agents.refresh(),
    prepare: (refs) => agents.prepare(refs),
    card: (id) => agents.card(id),
    plot: (id, name) => agents.plot(id, name),
    replay: (id) => agents.replay(id),
    resolve: (game, ref) => {
      const program = agents.resolve(game, ref);
      return { ...program, begin: (seating) => timed(program.begin(seating), onAnswer) };
    },
  };
}

function timed(player: AgentPlayer, onAnswer: (ms: number) => void): AgentPlayer {
  return {
    reads: player.reads,
    async ask(step, observation) {
      const askedAt = performance.now();
      const answer = await player.ask(step, observation);
      onAnswer(performance.now() - askedAt);
      return answer;
    },
  };
}
