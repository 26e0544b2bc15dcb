import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gameById } from '../../shared/games/registry.ts';
import type { HarvestState } from '../../shared/games/harvest/state.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { resolveContestants, type Contestant } from '../evaluation/contestants.ts';
import { evaluateScenario } from '../evaluation/evaluateScenario.ts';
import { isBarren } from '../evaluation/measures/harvestWitness.ts';
import { summariseScenario } from '../evaluation/scenarioSummary.ts';
import { ownAnchors } from '../evaluation/scenarios/anchors.ts';
import { scenarioById } from '../evaluation/scenarios/registry.ts';
import { loadAgentCheckpoint } from '../players/resolvePlayers.ts';
import { parsePlayerRef } from '../../shared/playerRef.ts';
import type { RunRecord } from '../reports/gatherSeeds.ts';
import {
  continues,
  isPlayed,
  withTest,
  type ReportHead,
  type TestedAgent,
} from '../reports/harvest/mergeReport.ts';
import { asWhole } from '../reports/harvest/leftEarly.ts';
import { playedTest } from '../reports/harvest/playedTest.ts';
import { scenarioReportSchema, type ScenarioReport } from '../reports/harvest/scenarioReport.ts';
import type { ScenarioTest } from '../reports/harvest/scenarioTests.ts';
import { writeResultFile } from '../reports/resultFiles.ts';
import { CHECKPOINT_FOLDER } from '../trainer/runFolder.ts';
import type { CliContext } from './context.ts';
import { CommandFailed } from './failure.ts';
import type { Breath } from './interruptible.ts';
import { orUsageError } from './playerGroups.ts';

const GAME = gameById('harvest');

/** What one run learned. */
export interface RunAgent extends TestedAgent {
  readonly algorithm: string;
  readonly player: Contestant;
}

export interface TestPlan {
  /** Of the file. */
  readonly name: string;
  readonly agents: readonly RunAgent[];
  readonly racers: readonly RunAgent[];
  /** Runs against one of the agents each. */
  readonly responses: readonly RunRecord[];
  readonly tests: readonly ScenarioTest[];
  /** Undefined: as many as the scenario says. */
  readonly episodes: number | undefined;
  readonly seed: number;
  readonly docs: string;
}

/** All runs that left a checkpoint. */
export async function agentsOf(
  records: readonly RunRecord[],
  context: CliContext,
): Promise<readonly RunAgent[]> {
  const agents: RunAgent[] = [];
  for (const { folder, run, result } of records) {
    const checkpoint = result?.agent?.id;
    if (checkpoint === undefined) continue;
    const refs = [`agent:${join(folder, CHECKPOINT_FOLDER)}`];
    const [player] = await orUsageError('--runs', () => resolveContestants(GAME.id, refs, context));
    // Where a checkpoint lay on this machine is nobody's business; its id names it everywhere.
    const named = { ...(player as Contestant), ref: `agent:${shortId(checkpoint)}` };
    agents.push({ seed: run.seed, checkpoint, algorithm: run.config.algorithm, player: named });
  }
  return agents;
}

interface Setting {
  readonly context: CliContext;
  readonly breathe: Breath;
}

/** How many tests were played, known before, or lack those that should sit beside. */
export type TestCounts = Record<'played' | 'known' | 'lacking', number>;

/**
 * Plays what the file does not know yet, and writes it after every test.
 * @throws CommandFailed if it was told to stop
 */
export async function playTests(
  plan: TestPlan,
  { context, breathe }: Setting,
): Promise<{ readonly file: string; readonly counts: TestCounts }> {
  const file = join(plan.docs, 'results', GAME.id, `scenarios-${plan.name}.json`);
  const answers = await responsesByTarget(plan.responses, context);
  const counts: TestCounts = { played: 0, known: 0, lacking: 0 };
  let done = 0;
  for (const agent of plan.agents) {
    for (const test of plan.tests) {
      const background = await othersOf(test, { plan, agent, answers }, context);
      const before = done;
      const one = { plan, agent, test, background, file };
      counts[await playTest(one, { context, breathe: (share) => breathe(before + share) })] += 1;
      done += 1;
    }
  }
  return { file, counts };
}

interface OneTest {
  readonly plan: TestPlan;
  readonly agent: RunAgent;
  readonly test: ScenarioTest;
  /** Undefined: nobody is there to sit beside. */
  readonly background: readonly Contestant[] | undefined;
  readonly file: string;
}

async function playTest(
  { plan, agent, test, background, file }: OneTest,
  { context, breathe }: Setting,
): Promise<keyof TestCounts> {
  if (background === undefined) return 'lacking';
  const { seed, docs, name } = plan;
  const scenario = scenarioById(test.scenario);
  const episodes = plan.episodes ?? scenario.episodes;
  const refs = background.map(({ ref }) => ref);
  const setting = { test: test.name, scenario: scenario.id, background: refs, episodes };
  const head = headOf(agent, seed, context);
  const known = readReport(file);
  if (continues(known, head) && isPlayed(known, agent, setting)) return 'known';
  const shared = { scenario, focal: agent.player, background, seed };
  const settled = await evaluateScenario({
    ...shared,
    episodes,
    seconds: context.seconds,
    isSettled: ({ state }) => isBarren(state as HarvestState),
    breathe: (done) => breathe(done / episodes),
  });
  if (settled === undefined) throw new CommandFailed('stopped; what the file holds stays');
  const played = asWhole(settled);
  const anchors = test.others === 'own' ? ownAnchors(scenario.id) : undefined;
  const summary = summariseScenario({ ...shared, game: GAME, played, ownAnchors: anchors });
  // Read anew: another command may have written meanwhile.
  const content = withTest(readReport(file), head, agent, playedTest(test.name, summary, played));
  writeResultFile(docs, GAME.id, { name: `scenarios-${name}`, content });
  return 'played';
}

function headOf({ algorithm }: RunAgent, seed: number, { codeVersion }: CliContext): ReportHead {
  return { algorithm, rulesVersion: GAME.rulesVersion, codeVersion, seed };
}

/** @returns undefined if nobody is there to sit beside */
async function othersOf(
  { scenario, others }: ScenarioTest,
  { plan, agent, answers }: Pick<OneTest, 'plan' | 'agent'> & { readonly answers: Answers },
  context: CliContext,
): Promise<readonly Contestant[] | undefined> {
  if (others === 'own') {
    const { background } = scenarioById(scenario);
    return orUsageError('--tests', () => resolveContestants(GAME.id, background, context));
  }
  const found = others === 'racers' ? plan.racers : (answers.get(agent.checkpoint) ?? []);
  return found.length === 0 ? undefined : found.map(({ player }) => player);
}

/** By id of the checkpoint that they were trained against. */
type Answers = ReadonlyMap<string, readonly RunAgent[]>;

async function responsesByTarget(records: readonly RunRecord[], context: CliContext): Promise<Answers> {
  const answers = new Map<string, RunAgent[]>();
  for (const record of records) {
    const agents = await agentsOf([record], context);
    for (const id of await targetsOf(record, context))
      answers.set(id, [...(answers.get(id) ?? []), ...agents]);
  }
  return answers;
}

/** Ids of the checkpoints that a run was trained against. */
async function targetsOf({ run }: RunRecord, context: CliContext): Promise<readonly string[]> {
  if (run.exploits !== undefined) return run.exploits.version === null ? [] : [run.exploits.version];
  const ids: string[] = [];
  for (const { player } of run.config.opponents) {
    const parsed = parsePlayerRef(player);
    if (parsed.kind !== 'agent') continue;
    const { meta } = await orUsageError('--responses', () =>
      loadAgentCheckpoint(player, parsed.source, context),
    );
    ids.push(meta.id);
  }
  return ids;
}

/** @returns undefined if there is no such file   @throws CommandFailed if it holds something else */
function readReport(file: string): ScenarioReport | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return scenarioReportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new CommandFailed(`${file}: expected what this command writes: ${(error as Error).message}`, 1, {
      cause: error,
    });
  }
}
