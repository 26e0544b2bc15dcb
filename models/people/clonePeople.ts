import { RandomStream, shuffle, type Seed } from '../../shared/random.ts';
import { Cloner } from '../algorithms/behaviourCloning.ts';
import { FREE, type CreateNetwork } from '../learner.ts';
import { actionHeadFor } from '../networks/actionHead.ts';
import type { FrozenNetwork } from '../networks/frozenNetwork.ts';
import { initialise } from '../networks/initialise.ts';
import { layOut } from '../networks/layout.ts';
import type { Demonstration } from './demonstrations.ts';
import { FitTally, type Fit } from './likelihood.ts';
import { addSources, sourcesOf, type Sources } from './sources.ts';
import type { Split } from './splitPeople.ts';

/** How a model of people is made: one frozen record, kept with its checkpoint. */
export interface CloneConfig {
  readonly encoder: readonly number[];
  /** Width of the GRU. */
  readonly memory: number;
  /** Sequences of a step of the optimiser. */
  readonly batch: number;
  /** Steps that a gradient goes back. */
  readonly chunk: number;
  readonly rate: number;
  readonly clip: number;
  /** Passes over the training part, at most. */
  readonly epochs: number;
  /** Passes without a better validation after which it stops. */
  readonly patience: number;
}

/** Small: people are few, and what they do in small games depends on little. */
export const CLONE_CONFIG: CloneConfig = {
  encoder: [32],
  memory: 32,
  batch: 32,
  chunk: 64,
  rate: 3e-3,
  clip: 1,
  epochs: 200,
  patience: 15,
};

export interface CloneProgress {
  /** Passes so far. */
  readonly epoch: number;
  /** Mean log-likelihood of a decision in the validation part. */
  readonly validation: number;
  /** Of the pass's updates. */
  readonly sources: Sources;
}

export interface ClonePeopleOptions {
  readonly split: Split;
  readonly config: CloneConfig;
  readonly seed: Seed;
  readonly createNetwork: CreateNetwork;
  /** See `sourcesOf`. */
  readonly knownUntil: number;
  /** Called after every update of the parameters, with what went into it; the next one waits for it. */
  readonly onUpdate?: (sources: Sources) => Promise<void> | void;
  /** Called after every pass; lets signals in. */
  readonly breathe: (progress: CloneProgress) => Promise<'go-on' | 'stop'>;
}

export interface ClonedPeople {
  readonly actor: FrozenNetwork;
  readonly heldOut: Fit;
  /** Passes made, and after which of them it was best. */
  readonly epochs: number;
  readonly bestEpoch: number;
  /** Of all updates together; stale and simulated decisions count as often as they were learned from. */
  readonly sources: Sources;
  readonly updates: number;
}

const NOTHING: Sources = { decisions: 0, people: 0, simulated: 0, stale: 0 };

/**
 * Teaches a GRU what people did, by maximum likelihood; the parameters are those of the pass that was best on the
 * validation part. The same split, config and seed give the same model.
 */
export async function clonePeople(options: ClonePeopleOptions): Promise<ClonedPeople> {
  const { split, config, seed, knownUntil, onUpdate, breathe } = options;
  const cloner = openCloner(options);
  const { parameters, layout } = cloner.network;
  const order = new RandomStream(seed, 'clone order');
  let best = {
    epoch: 0,
    value: await meanLogLikelihood(cloner, split.validation, config),
    parameters: parameters.slice(),
  };
  let sources = NOTHING;
  let updates = 0;
  let epoch = 0;
  while (epoch < config.epochs && epoch - best.epoch < config.patience) {
    epoch += 1;
    let ofPass = NOTHING;
    for (const batch of batchesOf(shuffle(order.moveTo(epoch), [...split.training]), config.batch)) {
      await cloner.teach(batch, config.clip);
      const ofUpdate = sourcesOf(batch, knownUntil);
      await onUpdate?.(ofUpdate);
      ofPass = addSources(ofPass, ofUpdate);
      updates += 1;
    }
    sources = addSources(sources, ofPass);
    const value = await meanLogLikelihood(cloner, split.validation, config);
    if (value > best.value) best = { epoch, value, parameters: parameters.slice() };
    if ((await breathe({ epoch, validation: value, sources: ofPass })) === 'stop') break;
  }
  parameters.set(best.parameters);
  const heldOut = await listenTo(cloner, split.heldOut, config);
  const actor = { layout, parameters: best.parameters };
  cloner.network.dispose();
  return { actor, heldOut, epochs: epoch, bestEpoch: best.epoch, sources, updates };
}

function openCloner({ split, config, seed, createNetwork }: ClonePeopleOptions): Cloner {
  const [first] = split.training as readonly [Demonstration, ...Demonstration[]];
  const head = actionHeadFor(first.space);
  const layout = layOut({
    ...first.inputs,
    encoder: config.encoder,
    memory: config.memory,
    heads: { actor: { layers: [], outputs: head.outputs } },
    ...(head.free > 0 && { free: { [FREE]: head.free } }),
  });
  const longest = Math.max(
    ...[...split.training, ...split.validation, ...split.heldOut].map(({ steps }) => steps),
  );
  const network = createNetwork(layout, { rows: config.batch, steps: Math.min(config.chunk, longest) });
  network.parameters.set(initialise(layout, seed, 'actor'));
  return new Cloner(network, head, config.rate);
}

async function meanLogLikelihood(
  cloner: Cloner,
  demonstrations: readonly Demonstration[],
  config: CloneConfig,
): Promise<number> {
  return (await listenTo(cloner, demonstrations, config)).logLikelihood;
}

async function listenTo(
  cloner: Cloner,
  demonstrations: readonly Demonstration[],
  { batch: size }: CloneConfig,
): Promise<Fit> {
  const tally = new FitTally();
  for (const batch of batchesOf(demonstrations, size)) {
    await cloner.listen(batch, (row, step, { logProb, probabilities }) => {
      const demonstration = batch[row] as Demonstration;
      const likeliest = probabilities && probabilities.indexOf(Math.max(...probabilities));
      const hit = likeliest === undefined ? null : likeliest === demonstration.own[step];
      tally.add(demonstration, { logLikelihood: logProb, hit });
    });
  }
  return tally.fit;
}

function batchesOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
