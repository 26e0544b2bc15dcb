import { join } from 'node:path';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { livesOf, stageOf } from '../../shared/lifecycle/registryState.ts';
import type { CurrentTurn, DoneTurn, TrainerJob } from '../../shared/lifecycle/trainerState.ts';
import { RandomStream } from '../../shared/random.ts';
import type { AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { readRegistry } from '../checkpoints/agentRegistry.ts';
import { findAgent, releasedIds } from '../checkpoints/agents.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { runGate } from '../gate/runGate.ts';
import { readMetrics, RUN_FILE, writeRunConfig } from '../trainer/runFolder.ts';
import { trainJob } from '../trainer/trainJob.ts';
import { meanSources } from './sources.ts';
import type { TrainerConfig } from './trainerConfig.ts';
import { turnConfig } from './turnConfig.ts';

export interface TurnSurroundings {
  readonly places: AgentPlaces;
  readonly config: TrainerConfig;
  readonly codeVersion: string;
  readonly seconds: () => number;
  readonly cpuSeconds: () => number;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** Rests, and lets signals in. */
  readonly rest: () => Promise<'go-on' | 'stop'>;
  /** Trained best responses whom a candidate has to meet. */
  readonly bestResponses: readonly string[];
  /** Left out: the gate. */
  readonly gate?: typeof runGate;
  /** Where all of the trainer's randomness starts. */
  readonly seed: number;
}

export type TurnStep =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'trained'; readonly agent: string; readonly iterations: number }
  | { readonly kind: 'done'; readonly turn: DoneTurn };

type OnProgress = (progress: Pick<CurrentTurn, 'iterations' | 'share'>) => void;

export function runName({ game, kind, turn }: TrainerJob): string {
  return `trainer-${game}-${kind}-${String(turn).padStart(6, '0')}`;
}

/** Trains a turn's run from where it was saved.  @throws as `trainJob` */
export async function trainTurn(
  { job, folder }: CurrentTurn,
  surroundings: TurnSurroundings,
  onProgress: OnProgress,
): Promise<TurnStep> {
  const { places, config, codeVersion, now, rest } = surroundings;
  if (!existsSync(join(folder, RUN_FILE))) {
    const about = job.target ?? job.parent;
    const meta = about === null ? undefined : (await findAgent(`agent:${about}`, places)).meta;
    mkdirSync(folder, { recursive: true });
    writeRunConfig(folder, turnConfig({ job, config, meta, codeVersion, now: now() }));
  }
  // Only one trainer has the data folder: whoever left this is dead, whatever process has its number now.
  rmSync(join(folder, 'lock'), { force: true });
  const result = await trainJob({
    ...surroundings,
    directory: places.directory,
    agents: places,
    folder,
    evaluationGames: config.evaluationGames,
    breathe({ metrics, share }) {
      onProgress({ iterations: metrics.iteration, share });
      return rest();
    },
  });
  const { iterations } = result;
  if (result.kind === 'stopped') return { kind: 'stopped' };
  if (result.kind === 'finished' && result.agent !== null)
    return { kind: 'trained', agent: result.agent.id, iterations };
  const why = result.reason ?? 'it left no agent';
  return { kind: 'done', turn: { ...doneTurn({ job, folder, iterations }, surroundings), why } };
}

/** Hands a candidate to the gate, unless it has been there already.  @throws as `runGate` */
export async function judgeTurn(
  { job, folder, agent, iterations, attempts }: CurrentTurn & { readonly agent: string },
  surroundings: TurnSurroundings,
  onProgress: OnProgress,
): Promise<TurnStep> {
  const done = { ...doneTurn({ job, folder, iterations }, surroundings), agent };
  if (job.kind === 'respond') {
    const why = `a best response to agent:${shortId(job.target ?? '')}`;
    return { kind: 'done', turn: { ...done, outcome: 'response', why } };
  }
  const before = await verdictOn(job.game, agent, surroundings.places);
  if (before !== undefined) return { kind: 'done', turn: { ...done, ...before } };
  const { places, rest, bestResponses, seed, codeVersion, now, seconds, gate = runGate } = surroundings;
  const parent = job.parent === null ? 'nothing' : `agent:${shortId(job.parent)}`;
  const outcome = await gate({
    candidate: `agent:${agent}`,
    places,
    who: 'trainer',
    why: `turn ${job.turn}, trained on from ${parent} for ${iterations} iterations`,
    exploiters: bestResponses,
    seed: new RandomStream(seed, 'gate', job.turn).int(2 ** 31) + attempts,
    codeVersion,
    now,
    seconds,
    breathe(share) {
      onProgress({ iterations, share });
      return rest();
    },
  });
  if (outcome === undefined) return { kind: 'stopped' };
  const after = await verdictOn(job.game, agent, places);
  return { kind: 'done', turn: { ...done, ...after } };
}

/** A turn that came to nothing. */
export function doneTurn(
  { job, folder, iterations }: Pick<CurrentTurn, 'job' | 'folder' | 'iterations'>,
  { now }: Pick<TurnSurroundings, 'now'>,
): DoneTurn {
  const { turn, kind, game, parent } = job;
  const sources = meanSources(readMetrics(folder), job);
  return {
    turn,
    kind,
    game,
    parent,
    at: now(),
    agent: null,
    outcome: 'failed',
    why: '',
    iterations,
    sources,
  };
}

/** Undefined as long as the gate has not decided. */
async function verdictOn(
  game: string,
  agent: string,
  places: AgentPlaces,
): Promise<Pick<DoneTurn, 'outcome' | 'why'> | undefined> {
  const { state } = readRegistry(places, await releasedIds(places));
  const lives = livesOf(state, game);
  const stage = stageOf(lives, agent);
  if (stage === 'none') return undefined;
  const all = [
    lives.live,
    lives.canary,
    lives.shadow,
    ...lives.candidates,
    ...lives.previous,
    ...lives.refused,
  ];
  const life = all.find((life) => life?.agent === agent);
  if (stage === 'candidate' && life?.evidence === null) return undefined;
  return { outcome: stage, why: life?.why ?? '' };
}
