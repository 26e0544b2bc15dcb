import { evaluateScenario, type ScenarioEpisode } from '../evaluation/evaluateScenario.ts';
import { resolveContestants } from '../evaluation/contestants.ts';
import { FrameWitness } from '../evaluation/frameWitness.ts';
import { scenarioById } from '../evaluation/scenarios/registry.ts';
import { labelOf } from '../reports/labels.ts';
import { writeResultText } from '../reports/resultFiles.ts';
import type { CliContext } from './context.ts';
import { orUsageError } from './playerGroups.ts';
import type { RunAgent } from './resultsTests.ts';

export interface FramesInput {
  /** Of the file. */
  readonly name: string;
  /** Undefined: there is nothing to be drawn. */
  readonly agent: RunAgent | undefined;
  readonly docs: string;
  readonly seed: number;
}

const SCENES = ['harvest/self-play', 'harvest/zappers'];
const STEPS = [0, 50, 250, 500, 1000];

/** The first episode of an agent alone and of its copies beside those that zap.  @returns the file */
export async function drawFrames(
  { name, agent, docs, seed }: FramesInput,
  context: CliContext,
): Promise<string | undefined> {
  if (agent === undefined) return undefined;
  // The charts take a third of a second to load, which no other command should wait for.
  const { stripOf } = await import('./evaluationPictures.ts');
  const { arenaStrips } = await import('../plots/arenaPicture.ts');
  const label = `${labelOf(name)}, seed ${agent.seed}`;
  const strips = [];
  for (const id of SCENES) {
    const scenario = scenarioById(id);
    const background = await orUsageError('--runs', () =>
      resolveContestants(scenario.game, scenario.background, context),
    );
    const frames = new FrameWitness(STEPS);
    const played = await evaluateScenario({
      scenario,
      focal: agent.player,
      background,
      episodes: 1,
      seed,
      seconds: context.seconds,
      isSettled: ({ step }) => step >= (STEPS.at(-1) as number),
      watch: () => frames,
    });
    const film = { frames, episode: played?.[0] as ScenarioEpisode };
    strips.push(...stripOf({ label: `${label}: ${id}`, film }));
  }
  return writeResultText(docs, 'harvest', { name: `frames-${name}.svg`, text: arenaStrips(label, strips) });
}
