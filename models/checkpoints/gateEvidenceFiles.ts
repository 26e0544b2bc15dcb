import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { gateEvidenceSchema, type GateEvidence } from '../../shared/lifecycle/gateEvidence.ts';
import { registryFolder } from './agentRegistry.ts';
import type { AgentPlaces } from './agentPlaces.ts';
import { canonicalJson } from './canonicalJson.ts';
import { hashOf } from './checkpoint.ts';
import { JournalError } from './lifeJournal.ts';

/** Enough digits of the hash to be unique in a registry. */
const ID_DIGITS = 16;

/** Writes evidence, whole or not at all.  @returns its id   @throws JournalError if the disk refuses */
export function storeEvidence(places: AgentPlaces, evidence: GateEvidence): string {
  const content = JSON.parse(JSON.stringify(evidence)) as GateEvidence;
  const id = hashOf(canonicalJson(content)).slice(0, ID_DIGITS);
  const folder = evidenceFolder(places);
  const file = join(folder, `${id}.json`);
  const draft = join(folder, `.${id}.writing`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { flush: true });
    renameSync(draft, file);
    return id;
  } catch (error) {
    // The same words each time, whatever the file: who tries again need not be told again.
    throw new JournalError(`could not write to ${folder} (${codeOf(error)}); is the disk full?`, {
      cause: error,
    });
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/**
 * @param id or its first digits
 * @throws RangeError if there is none, or more than one, or it is damaged
 */
export function readGateEvidence(places: AgentPlaces, id: string): GateEvidence & { readonly id: string } {
  const found = evidenceIds(places).filter((each) => each.startsWith(id));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new RangeError(
      `expected one piece of evidence in ${evidenceFolder(places)} whose id begins with ${JSON.stringify(id)}, got ${found.join(', ') || 'none'}`,
    );
  }
  const file = join(evidenceFolder(places), `${only}.json`);
  const parsed = gateEvidenceSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (parsed.success) return { id: only, ...parsed.data };
  throw new RangeError(`${file}: expected evidence of the gate\n${z.prettifyError(parsed.error)}`);
}

function evidenceIds(places: AgentPlaces): readonly string[] {
  try {
    return readdirSync(evidenceFolder(places)).flatMap((name) => /^([0-9a-f]+)\.json$/.exec(name)?.[1] ?? []);
  } catch {
    // Nothing was judged yet.
    return [];
  }
}

function evidenceFolder(places: AgentPlaces): string {
  return join(registryFolder(places), 'evidence');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
