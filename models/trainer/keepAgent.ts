import { cpSync, existsSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { AnyGame } from '../../shared/game.ts';
import { addEvidence } from '../checkpoints/addEvidence.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import type { Evidence } from '../checkpoints/evidence.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import { saveCheckpoint } from '../checkpoints/saveCheckpoint.ts';
import type { Networks } from '../checkpoints/weights.ts';
import { EVALUATION_SEED, type Evaluation } from './evaluateLearner.ts';
import type { RunConfig } from './runConfig.ts';
import { CHECKPOINT_FOLDER } from './runFolder.ts';

export interface KeepOptions {
  readonly game: AnyGame;
  readonly runConfig: RunConfig;
  readonly networks: Networks;
  readonly iterations: number;
  readonly seconds: number;
  readonly codeVersion: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  /** Folder of all agents. */
  readonly agents: string;
  /** The run's, which gets a copy. */
  readonly folder: string;
  readonly evaluation: Evaluation | undefined;
  /** SVG by name. */
  readonly plots: Readonly<Record<string, string>>;
}

export interface KeptAgent {
  readonly ref: string;
  readonly id: string;
  readonly folder: string;
}

/** Saves what a run has learned as a checkpoint among all agents, with evidence, and a copy in the run's folder. */
export async function keepAgent(options: KeepOptions): Promise<KeptAgent> {
  const { game, runConfig, networks, iterations, codeVersion, agents, evaluation } = options;
  const { config, seed, backend, command, exploits } = runConfig;
  const created = isoTime(options.now);
  const { folder, meta } = await saveCheckpoint({
    agents,
    facts: {
      parent: runConfig.from?.parent ?? null,
      game: game.id,
      rulesVersion: game.rulesVersion,
      params: game.params.parse(config.params) as Record<string, unknown>,
      algorithm: config.algorithm,
      config,
      seed,
      training: {
        command,
        iterations,
        environmentSteps: iterations * config.games * config.steps,
        wallSeconds: options.seconds,
        backend,
        machine: cpus()[0]?.model.trim() ?? null,
      },
      codeVersion,
      created,
      ...(exploits !== undefined && { exploits }),
    },
    networks,
    plots: options.plots,
  });
  if (evaluation !== undefined) await addEvidence(folder, evidenceOf(evaluation, { codeVersion, created }));
  const copy = join(options.folder, CHECKPOINT_FOLDER);
  // A run that went on for longer has another checkpoint; its folder shows the last one.
  if (existsSync(copy)) rmSync(copy, { recursive: true });
  cpSync(folder, copy, { recursive: true });
  return { ref: `agent:${shortId(meta.id)}`, id: meta.id, folder };
}

function evidenceOf(
  { protocol, measures }: Evaluation,
  made: Pick<Evidence, 'codeVersion' | 'created'>,
): Omit<Evidence, 'format' | 'checkpoint'> {
  return {
    title: 'After training',
    protocol,
    unit: 'reward per step',
    command: null,
    seed: EVALUATION_SEED,
    // One may well choose among seeds by these.
    role: 'validation',
    ...made,
    measures: [...measures],
  };
}
