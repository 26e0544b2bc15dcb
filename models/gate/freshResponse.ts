import { dirname, join } from 'node:path';
import { gameById } from '../../shared/games/registry.ts';
import { RandomStream } from '../../shared/random.ts';
import { fastestOwn } from '../backend.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import { MADE_BY_GATE } from '../checkpoints/origin.ts';
import { bestResponseConfig } from '../trainer/bestResponseConfig.ts';
import { RUN_FORMAT } from '../trainer/runConfig.ts';
import { newNumberedFolder, writeRunConfig } from '../trainer/runFolder.ts';
import { trainJob } from '../trainer/trainJob.ts';
import type { OfflineSuiteOptions } from './suiteOptions.ts';

/** After training, for the model card. */
const EVALUATION_GAMES = 16;

/**
 * Trains a best response to the candidate from nothing and keeps it as an agent, where the ladder finds it. How far it
 * gets in so many minutes depends on the machine.
 * @returns what there is to say about it; undefined if it was told to stop
 * @throws UnusableRun if the game has no config for it
 */
export async function freshResponse(
  options: OfflineSuiteOptions & { readonly respond: NonNullable<OfflineSuiteOptions['respond']> },
): Promise<string | undefined> {
  const { game, candidate, respond, seed, places, sources, now, breathe } = options;
  const folder = newNumberedFolder(
    join(dirname(places.agents), 'runs'),
    `gate-${game}-${shortId(candidate)}`,
  );
  writeRunConfig(folder, {
    format: RUN_FORMAT,
    config: bestResponseConfig({ game, target: `agent:${candidate}` }),
    // Neither the suite's nor another candidate's.
    seed: new RandomStream(seed, 'best response').int(2 ** 31),
    backend: fastestOwn(),
    workers: 1,
    until: { minutes: respond.minutes },
    exploits: { ref: `agent:${shortId(candidate)}`, version: candidate },
    rulesVersion: gameById(game).rulesVersion,
    codeVersion: sources.codeVersion,
    created: isoTime(now()),
    command: `${MADE_BY_GATE}agent:${shortId(candidate)}`,
  });
  const { kind, reason, agent, iterations } = await trainJob({
    ...options,
    directory: places.directory,
    agents: places,
    codeVersion: sources.codeVersion,
    cpuSeconds: respond.cpuSeconds,
    folder,
    evaluationGames: EVALUATION_GAMES,
    breathe: async ({ share }) => (await breathe?.(share)) ?? 'go-on',
  });
  if (kind === 'stopped') return undefined;
  if (agent === null || kind === 'broken')
    return `No best response came of ${respond.minutes} minutes of training: ${reason ?? 'it left no agent'}.`;
  return `A best response was trained for ${respond.minutes} minutes, ${iterations} iterations: agent:${shortId(agent.id)}.`;
}
