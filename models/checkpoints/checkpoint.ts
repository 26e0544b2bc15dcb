import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';

export const CHECKPOINT_FORMAT = 'commonground.checkpoint/1';

/** Files of a checkpoint's folder. */
export const META_FILE = 'checkpoint.json';
export const WEIGHTS_FILE = 'weights.safetensors';
export const CARD_FILE = 'card.md';
export const PLOTS_FOLDER = 'plots';
export const EVIDENCE_FOLDER = 'evidence';
/** One game of the agent, to be watched: a research log as JSON lines, packed by gzip. */
export const REPLAY_FILE = 'replay.jsonl.gz';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const whole = z.int().min(0);
const record = z.record(z.string(), z.unknown());

const network = {
  inputs: z.int().min(1),
  /** Inputs are lists of features, this long at most; left out: they are numbers. */
  longest: z.int().min(1).exactOptional(),
  encoder: z.array(z.int()),
  heads: z.record(z.string(), z.strictObject({ layers: z.array(z.int()), outputs: z.int().min(1) })),
  free: z.record(z.string(), z.int().min(1)),
};
const gtrxl = z.strictObject({
  layers: z.int().max(64),
  width: z.int(),
  attentionHeads: z.int(),
  feedForward: z.int(),
  context: z.int(),
});
const networkSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('gru'), ...network, memory: z.int() }),
    z.strictObject({ kind: z.literal('gtrxl'), ...network, memory: z.literal(0), gtrxl }),
  ],
  { error: ({ input }) => `expected a network of kind gru or gtrxl, got ${JSON.stringify(kindOf(input))}` },
);

function kindOf(network: unknown): unknown {
  return typeof network === 'object' && network !== null && 'kind' in network ? network.kind : network;
}

/** The frozen player that a best response was trained against. */
export const exploitsSchema = z.strictObject({
  ref: z.string(),
  /** Of the software for scripts, else the id of the checkpoint or the hash of the module. */
  version: z.string().nullable(),
});

/** What a trainer knows about the weights that it wants to keep. */
export const checkpointFactsSchema = z.strictObject({
  /** Id of the checkpoint that training went on from. */
  parent: sha256.nullable(),
  game: z.string(),
  rulesVersion: z.int(),
  /** Complete parameters of the game that it was trained in. */
  params: record,
  algorithm: z.string(),
  /** The complete training configuration. */
  config: record,
  seed: whole,
  training: z.strictObject({
    /** What one types to train it again. */
    command: z.string().nullable(),
    iterations: whole,
    /** Steps of all games together; every seat decides once in each. */
    environmentSteps: whole,
    wallSeconds: z.number().min(0).nullable(),
    backend: z.string().nullable(),
    /** Processor or GPU. */
    machine: z.string().nullable(),
  }),
  codeVersion: z.string(),
  created: z.iso.datetime(),
  /** Left out: it is nobody's exploiter. */
  exploits: exploitsSchema.exactOptional(),
  licence: z.string().default('Apache-2.0'),
});
export type CheckpointFacts = z.input<typeof checkpointFactsSchema>;

/** `checkpoint.json`. What is measured later stands beside it, in evidence files: the id never changes. */
export const checkpointMetaSchema = checkpointFactsSchema.extend({
  format: z.literal(CHECKPOINT_FORMAT),
  id: sha256,
  licence: z.string(),
  networks: z.record(z.string(), networkSchema),
  weights: z.strictObject({ sha256, bytes: whole }),
});
export type CheckpointMeta = z.output<typeof checkpointMetaSchema>;

/** SHA-256 of the canonical JSON of everything but the id itself; the hash of the weights is part of it. */
export function checkpointId(meta: Omit<CheckpointMeta, 'id'>): string {
  return hashOf(canonicalJson({ ...meta, id: undefined }));
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Enough digits to tell checkpoints apart where people read and type them. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
