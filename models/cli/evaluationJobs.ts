import { gameById } from '../../shared/games/registry.ts';
import type { Seed } from '../../shared/random.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { evaluateScenario, type ScenarioEpisode } from '../evaluation/evaluateScenario.ts';
import { FrameWitness } from '../evaluation/frameWitness.ts';
import type { Anchors } from '../evaluation/measures/normalise.ts';
import { summariseScenario, type ScenarioSummary } from '../evaluation/scenarioSummary.ts';
import { ownAnchors } from '../evaluation/scenarios/anchors.ts';
import type { Scenario } from '../evaluation/scenarios/scenario.ts';
import type { Choosing } from '../policies/policy.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import type { Breath } from './interruptible.ts';
import { orUsageError, type NamedRefs } from './playerGroups.ts';

/** A scenario for one player, or for several that count as one. */
export interface EvaluationJob {
  readonly scenario: Scenario;
  readonly ownAnchors: Anchors | undefined;
  readonly label: string;
  readonly players: readonly Contestant[];
  readonly background: readonly Contestant[];
  readonly episodes: number;
  readonly seed: Seed;
  /** Steps of the first player's first episode to be kept as frames. */
  readonly framesAt: readonly number[] | undefined;
}

/** What came of a job. */
export interface GroupResult {
  readonly scenario: Scenario;
  readonly label: string;
  /** One per player. */
  readonly summaries: readonly ScenarioSummary[];
  readonly film: { readonly frames: FrameWitness; readonly episode: ScenarioEpisode } | undefined;
}

export interface JobsInput {
  readonly scenarios: readonly Scenario[];
  readonly named: readonly NamedRefs[];
  /** Instead of the scenarios' own; empty: theirs. */
  readonly background: readonly string[];
  readonly episodes?: number;
  readonly seed: Seed;
  readonly frames?: string;
  readonly at: readonly number[];
  readonly context: CliContext & { readonly choosing: Choosing };
}

/** @throws UsageError if a player is not to be had or a background is lacking */
export async function evaluationJobs(input: JobsInput): Promise<readonly EvaluationJob[]> {
  const { named, background, seed, context } = input;
  const jobs: EvaluationJob[] = [];
  for (const own of input.scenarios) {
    const scenario = background.length === 0 ? own : amongOthers(own, background);
    const { game, focal } = scenario;
    if (focal !== 'all' && scenario.background.length === 0) {
      throw new UsageError(`--background: expected REF,... for ${own.id}, which has none of its own`);
    }
    const find = (flags: string, refs: readonly string[]) =>
      orUsageError(flags, () => resolveContestants(game, refs, context));
    const others = focal === 'all' ? [] : await find('--background', scenario.background);
    for (const { label, refs } of named) {
      jobs.push({
        scenario,
        ownAnchors: background.length === 0 ? ownAnchors(scenario.id) : undefined,
        label,
        players: await find('--focal, --group', refs),
        background: others,
        episodes: input.episodes ?? scenario.episodes,
        seed,
        framesAt: input.frames === undefined ? undefined : input.at,
      });
    }
  }
  return jobs;
}

/** Who brings another population measures something else than the paper did. */
function amongOthers(scenario: Scenario, background: readonly string[]): Scenario {
  return { ...scenario, paper: undefined, background: [...background] };
}

/** @throws UsageError if a player cannot play this; CommandFailed if it was told to stop */
export async function playJob(
  job: EvaluationJob,
  { context, breathe }: { readonly context: CliContext; readonly breathe: Breath },
): Promise<GroupResult> {
  const { scenario, label, players, episodes, framesAt } = job;
  const frames = framesAt && new FrameWitness(framesAt);
  const summaries: ScenarioSummary[] = [];
  let film: GroupResult['film'];
  for (const [i, focal] of players.entries()) {
    const played = await orUsageError('--focal, --background', () =>
      evaluateScenario({
        ...job,
        focal,
        seconds: context.seconds,
        watch: (index) => (i === 0 && index === 0 ? frames : undefined),
        breathe: (done) => breathe(i * episodes + done),
      }),
    );
    if (played === undefined) throw new CommandFailed(`stopped in ${scenario.id}, with ${focal.ref}`);
    summaries.push(summariseScenario({ ...job, game: gameById(scenario.game), focal, played }));
    if (i === 0 && frames) film = { frames, episode: played[0] as ScenarioEpisode };
  }
  return { scenario, label, summaries, film };
}
