import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TrainingJob } from '../../../shared/protocol/ops.ts';

/** What is needed of a run's config.json, and of a line of its metrics.jsonl; both have more. */
const configSchema = z.object({
  seed: z.number().optional(),
  config: z.object({ game: z.string(), algorithm: z.string() }),
});
const metricsSchema = z.object({
  agentSteps: z.number(),
  reward: z.number().nullable().default(null),
  logLikelihood: z.number().nullable().default(null),
  rewards: z.object({ self: z.number().nullable().default(null) }).optional(),
});

const RUNNING_WITHIN_MS = 10 * 60_000;
const MAX_POINTS = 200;
const MAX_JOBS = 40;
/** Runs may lie in folders of several seeds. */
const DEPTH = 3;

/** The trainer's runs in a folder, those that changed last first. Files are the trainer's; nothing is changed. */
export function trainingJobs(runsFolder: string, now: number): readonly TrainingJob[] {
  return runsIn(runsFolder, '', DEPTH)
    .flatMap((name) => jobOf(runsFolder, name, now) ?? [])
    .sort((a, b) => b.at - a.at)
    .slice(0, MAX_JOBS);
}

function runsIn(root: string, name: string, depth: number): string[] {
  const entries = entriesOf(join(root, name));
  if (entries.some((entry) => entry.name === 'metrics.jsonl')) return [name];
  if (depth === 0) return [];
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap((entry) => runsIn(root, join(name, entry.name), depth - 1));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Nothing was trained here yet, or the folder has just gone.
    return [];
  }
}

function jobOf(root: string, name: string, now: number): TrainingJob | undefined {
  const folder = join(root, name);
  try {
    const file = join(folder, 'metrics.jsonl');
    const at = statSync(file).mtimeMs;
    const config = configSchema.safeParse(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
    const hasEnded = statSync(join(folder, 'result.json'), { throwIfNoEntry: false }) !== undefined;
    return {
      name,
      game: config.data?.config.game ?? 'unknown',
      algorithm: config.data?.config.algorithm ?? 'unknown',
      seed: config.data?.seed ?? null,
      state: hasEnded ? 'ended' : now - at < RUNNING_WITHIN_MS ? 'running' : 'stopped',
      at,
      points: thinned(readFileSync(file, 'utf8').split('\n')).flatMap((line) => pointOf(line) ?? []),
    };
  } catch {
    // It is being made or taken away right now; the next look finds it whole or gone.
    return undefined;
  }
}

/** Evenly, with the last whole line; one that is still being written is left out. */
function thinned(lines: readonly string[]): readonly string[] {
  const whole = lines.slice(0, -1);
  const stride = Math.max(1, Math.ceil(whole.length / MAX_POINTS));
  return whole.filter((_, index) => (whole.length - 1 - index) % stride === 0);
}

function pointOf(line: string): TrainingJob['points'][number] | undefined {
  const parsed = metricsSchema.safeParse(JSON.parse(line));
  if (!parsed.success) return undefined;
  const { agentSteps, reward, rewards, logLikelihood } = parsed.data;
  return { agentSteps, reward, self: rewards?.self ?? null, logLikelihood };
}
