import { move } from '../../shared/lifecycle/changes.ts';
import { GATE_EVIDENCE_FORMAT, type GateEvidence } from '../../shared/lifecycle/gateEvidence.ts';
import { gateLimits } from '../../shared/lifecycle/limits.ts';
import {
  livesOf,
  stageOf,
  type GameLives,
  type RegistryState,
} from '../../shared/lifecycle/registryState.ts';
import { verdict } from '../../shared/lifecycle/verdict.ts';
import type { Seed } from '../../shared/random.ts';
import type { AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { changeRegistry, readRegistry } from '../checkpoints/agentRegistry.ts';
import { findAgent, releasedIds } from '../checkpoints/agents.ts';
import { storeEvidence } from '../checkpoints/gateEvidenceFiles.ts';
import { loadCheckpoint } from '../checkpoints/loadCheckpoint.ts';
import { findCandidate } from '../checkpoints/findCandidate.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import { offlineSuite } from './offlineSuite.ts';
import type { OfflineSuiteOptions } from './suiteOptions.ts';

export interface RunGateOptions {
  /** Reference of the candidate. */
  readonly candidate: string;
  readonly places: AgentPlaces;
  /** `trainer`, or a person's name. */
  readonly who: string;
  readonly why: string;
  /** Others who attack the candidate, besides the scripts and best responses that there are. */
  readonly exploiters?: readonly string[];
  /** A best response to the candidate itself is trained for so long; left out: none is. */
  readonly respond?: NonNullable<OfflineSuiteOptions['respond']>;
  /** Fresh: no training and no earlier suite may have started there. */
  readonly seed: Seed;
  readonly codeVersion: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  readonly breathe?: (done: number) => Promise<'go-on' | 'stop'>;
}

/** What came of it. */
export interface GateOutcome {
  readonly evidenceId: string;
  readonly evidence: GateEvidence;
  /** Where the candidate stands now. */
  readonly stage: ReturnType<typeof stageOf>;
}

/** Earlier live agents that a candidate meets, the last ones. */
const PAST = 2;

/**
 * Puts a candidate through the offline suite, stores the evidence and writes the verdict into the registry: refused, or
 * in shadow, or, where somebody else is in shadow or canary, waiting among the candidates.
 * @returns undefined if it was told to stop; then the candidate is one whose suite is still to come
 * @throws RangeError if there is no such agent among those of the data folder and the released ones, or it is live, or a
 * model of people; UnusableCheckpoint if it has no readable metadata; JournalError if the disk refuses
 */
export async function runGate(options: RunGateOptions): Promise<GateOutcome | undefined> {
  const { places, candidate, who, why, now } = options;
  const { meta, folder } = await findCandidate(candidate, places);
  const { game, id } = meta;
  const limits = gateLimits(game);
  const released = await releasedIds(places);
  const before = livesOf(readRegistry(places, released).state, game);
  if (before.live?.agent === id) throw new RangeError(`expected a candidate, got the live agent of ${game}`);
  const change = (decide: Parameters<typeof changeRegistry>[2]['decide']): RegistryState =>
    changeRegistry(places, released, { now: now(), decide });
  if (stageOf(before, id) !== 'candidate')
    change((state) => [move(state, { game, agent: id }, 'candidate', { who, why })]);
  const { live, past, notes } = await beside(before, id, places);
  const found = await offlineSuite({
    ...options,
    game,
    folder,
    candidate: id,
    live,
    past,
    exploiters: options.exploiters ?? [],
    limits,
    sources: { directory: places.directory, codeVersion: options.codeVersion, agents: places },
  });
  if (found === undefined) return undefined;
  const { codeVersion, seed } = options;
  const evidence: GateEvidence = {
    format: GATE_EVIDENCE_FORMAT,
    step: 'offline',
    game,
    candidate: id,
    live,
    past: [...past],
    seed,
    codeVersion,
    at: now(),
    measures: { ...found.measures },
    ladder: [...found.ladder],
    notes: [...notes, ...found.notes],
    verdict: judged(found.measures, live, game),
  };
  const evidenceId = storeEvidence(places, evidence);
  const state = change((state) => [afterSuite(state, evidence, evidenceId)]);
  return { evidenceId, evidence, stage: stageOf(livesOf(state, game), id) };
}

/** The live agent and the last ones before it. Whose files are damaged is stood in for by the one before, as in rooms. */
async function beside({ live, previous }: GameLives, candidate: string, places: AgentPlaces) {
  const notes: string[] = [];
  const usable: string[] = [];
  const before = previous.filter(({ agent }) => agent !== candidate).reverse();
  for (const { agent } of [...(live === null ? [] : [live]), ...before]) {
    if (usable.length > PAST) break;
    try {
      await loadCheckpoint((await findAgent(`agent:${agent}`, places)).folder);
      usable.push(agent);
    } catch (error) {
      if (!(error instanceof UnusableCheckpoint || error instanceof RangeError)) throw error;
      notes.push(
        `${agent === live?.agent ? 'The live agent' : 'An earlier agent'} was left out: ${error.message}`,
      );
    }
  }
  const [first = null, ...past] = usable;
  return { live: first, past: past.reverse(), notes };
}

function judged(
  measures: GateEvidence['measures'],
  live: string | null,
  game: string,
): GateEvidence['verdict'] {
  const { kind, reasons, checks } = verdict('offline', { measures, live }, gateLimits(game));
  return { kind, reasons: [...reasons], checks: [...checks] };
}

/** A suite has no more to come: what is still open at its end was not shown to hold. */
function afterSuite(state: RegistryState, { game, candidate, verdict }: GateEvidence, evidence: string) {
  const agent = { game, agent: candidate };
  const refusal = verdict.reasons.join('; ') || 'not everything that has a limit could be measured';
  if (verdict.kind !== 'pass') return move(state, agent, 'refused', { who: 'gate', why: refusal, evidence });
  const { shadow, canary, live } = livesOf(state, game);
  if (live === null)
    return move(state, agent, 'candidate', {
      who: 'gate',
      why: 'passed the offline suite; nobody is live whom it could shadow: promote it by hand',
      evidence,
    });
  if (shadow === null && canary === null)
    return move(state, agent, 'shadow', { who: 'gate', why: 'passed the offline suite', evidence });
  return move(state, agent, 'candidate', {
    who: 'gate',
    why: 'passed the offline suite; waits until the agent before it is through',
    evidence,
  });
}
