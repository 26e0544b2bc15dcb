import { cpus } from 'node:os';
import { z } from 'zod';
import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import { fastestOwn, openBackend } from '../backend.ts';
import { addEvidence } from '../checkpoints/addEvidence.ts';
import { shortId, type CheckpointMeta } from '../checkpoints/checkpoint.ts';
import type { Measure } from '../checkpoints/evidence.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import { BEHAVIOUR_CLONING } from '../checkpoints/modelCard.ts';
import { saveCheckpoint } from '../checkpoints/saveCheckpoint.ts';
import { ReplayDivergence } from '../../shared/log/divergence.ts';
import { fitMemoryOne, predictUniformly } from './baselines.ts';
import { CLONE_CONFIG, clonePeople, type ClonedPeople, type ClonePeopleOptions } from './clonePeople.ts';
import { demonstrationsOf, type Demonstration } from './demonstrations.ts';
import { fitOf, type Fit } from './likelihood.ts';
import { readPeople, type PeopleCounts, type ReadPeopleOptions } from './readPeople.ts';
import { splitPeople, type Split } from './splitPeople.ts';

export interface ModelOfPeopleOptions
  extends Omit<ReadPeopleOptions, 'game'>, Pick<ClonePeopleOptions, 'breathe' | 'onUpdate'> {
  readonly game: AnyGame;
  readonly seed: Seed;
  /** Folder of all agents. */
  readonly agents: string;
  /** See `sourcesOf`; left out: there was no model before. */
  readonly knownUntil?: number;
  readonly codeVersion: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** A monotonic stopwatch. */
  readonly seconds: () => number;
  /** What one types to make it again. */
  readonly command: string | null;
}

/** What was there to learn from. */
export interface PeopleData {
  readonly counts: PeopleCounts;
  /** Given, but not learned from: their log is not that of the rules, or they were of other parameters. */
  readonly invalid: number;
  readonly otherParams: number;
  readonly episodes: number;
  readonly people: number;
  readonly decisions: number;
}

export type ModelOfPeople =
  | { readonly kind: 'too-little'; readonly data: PeopleData }
  | {
      readonly kind: 'made';
      readonly data: PeopleData;
      readonly ref: string;
      readonly id: string;
      readonly folder: string;
      readonly split: Split['by'];
      readonly fits: { readonly model: Fit; readonly memoryOne: Fit; readonly uniform: Fit };
      readonly training: Omit<ClonedPeople, 'actor' | 'heldOut'>;
    };

const knowledgeSchema = z.object({
  data: z.object({ counts: z.object({ given: z.int() }), newest: z.number() }),
});

/**
 * What a model of people has learned from: episodes all of whose people had agreed, and when the newest of those that
 * it was taught started (epoch ms).  @returns undefined if its card does not say
 */
export function knowledgeOf({
  config,
}: Pick<CheckpointMeta, 'config'>): { readonly given: number; readonly newest: number } | undefined {
  const fit = knowledgeSchema.safeParse(config);
  return fit.success ? { given: fit.data.data.counts.given, newest: fit.data.data.newest } : undefined;
}

/**
 * Makes a model of the people who played a game and agreed to the use of their decisions, and saves it as an agent with
 * what it is worth on people whom it has not seen. Where there is too little to learn from it says so.
 * @throws PeopleUnreadable
 */
export async function makeModelOfPeople(options: ModelOfPeopleOptions): Promise<ModelOfPeople> {
  const { game, seed, breathe, onUpdate, knownUntil = -Infinity } = options;
  const { demonstrations, data } = await readDemonstrations(options);
  const split = splitPeople(demonstrations, seed);
  if (split === undefined) return { kind: 'too-little', data };
  const startedAt = options.seconds();
  const backend = await openBackend(fastestOwn());
  const { actor, heldOut, ...training } = await clonePeople({
    split,
    config: CLONE_CONFIG,
    seed,
    createNetwork: backend.createNetwork,
    knownUntil,
    breathe,
    ...(onUpdate && { onUpdate }),
  });
  const fits = { model: heldOut, ...baselinesOf(split) };
  const created = isoTime(options.now());
  const { folder, meta } = await saveCheckpoint({
    agents: options.agents,
    networks: { actor },
    facts: {
      parent: null,
      game: game.id,
      rulesVersion: game.rulesVersion,
      params: demonstrations[0]?.params as Record<string, unknown>,
      algorithm: BEHAVIOUR_CLONING,
      config: {
        role: 'model of people',
        ...CLONE_CONFIG,
        data: { ...data, newest: newestOf(demonstrations) },
      },
      seed,
      training: {
        command: options.command,
        iterations: training.updates,
        environmentSteps: data.decisions,
        wallSeconds: options.seconds() - startedAt,
        backend: backend.name,
        machine: cpus()[0]?.model.trim() ?? null,
      },
      codeVersion: options.codeVersion,
      created,
    },
  });
  await addEvidence(folder, evidenceOf(fits, split, { seed, codeVersion: options.codeVersion, created }));
  const ref = `agent:${shortId(meta.id)}`;
  return { kind: 'made', data, ref, id: meta.id, folder, split: split.by, fits, training };
}

/** What simple models of the same people are worth. */
function baselinesOf({ training, validation, heldOut }: Split): {
  readonly memoryOne: Fit;
  readonly uniform: Fit;
} {
  return {
    memoryOne: fitOf(heldOut, fitMemoryOne([...training, ...validation])),
    uniform: fitOf(heldOut, predictUniformly),
  };
}

/** What it is worth on people whom it has not seen, for its card. */
function evidenceOf(
  fits: Parameters<typeof measuresOf>[0],
  { by }: Split,
  made: { readonly seed: number; readonly codeVersion: string; readonly created: string },
): Parameters<typeof addEvidence>[1] {
  return {
    title: 'Held-out people',
    protocol:
      `Mean log-likelihood of what people did whom it has not seen (split by ${by}), over people; ` +
      `beside it a memory-one table of everybody, and all actions equally likely.`,
    unit: 'nats per decision',
    command: null,
    role: 'report',
    measures: measuresOf(fits),
    ...made,
  };
}

async function readDemonstrations({ game, ...options }: ModelOfPeopleOptions): Promise<{
  readonly demonstrations: readonly Demonstration[];
  readonly data: PeopleData;
}> {
  const { runServerScript, data: folder, simulated } = options;
  const all: Demonstration[] = [];
  let invalid = 0;
  const reading = {
    runServerScript,
    game: game.id,
    simulated,
    ...(folder !== undefined && { data: folder }),
  };
  const counts = await readPeople(reading, (events) => {
    try {
      all.push(...demonstrationsOf(events));
    } catch (error) {
      if (!(error instanceof ReplayDivergence)) throw error;
      invalid += 1;
    }
  });
  const demonstrations = ofOneKind(all);
  const episodes = (some: readonly Demonstration[]): number => new Set(some.map((one) => one.episode)).size;
  const data: PeopleData = {
    counts,
    invalid,
    otherParams: episodes(all) - episodes(demonstrations),
    episodes: episodes(demonstrations),
    people: new Set(demonstrations.map(({ participant }) => participant)).size,
    decisions: demonstrations.reduce(
      (sum, { learnable }) => sum + learnable.reduce((count, one) => count + one, 0),
      0,
    ),
  };
  return { demonstrations, data };
}

/** Those of the parameters that were played most: a network has one shape, and habits belong to a game's rules. */
function ofOneKind(all: readonly Demonstration[]): readonly Demonstration[] {
  const kinds = Map.groupBy(all, ({ params }) => JSON.stringify(params));
  return [...kinds.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function newestOf(demonstrations: readonly Demonstration[]): number {
  return demonstrations.reduce((newest, { at }) => Math.max(newest, at), 0);
}

function measuresOf(fits: Readonly<Record<string, Fit>>): Measure[] {
  const names = {
    model: 'this model',
    memoryOne: 'memory-one table',
    uniform: 'all equally likely',
  } as const;
  return Object.entries(names).flatMap(([key, name]) => {
    const over = fits[key]?.overPeople;
    return over ? [{ name, mean: over.mean, standardError: over.standardError, n: over.n, goal: null }] : [];
  });
}
