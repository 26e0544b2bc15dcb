import type { ZodType } from 'zod';
import { PROTOCOL_VERSION } from '../../shared/protocol/reply.ts';
import { refuse, type Refusal } from '../session/refusal.ts';
import { firstIssue } from '../session/tableSpec.ts';

export interface Identities {
  /** The participant whom the secret proves. */
  participantOf(secret: string): string | undefined;
}

/** Checks the options of a join: shape, protocol version, secret. */
export function identify<Options extends { readonly protocol: number; readonly secret: string }>(
  identities: Identities,
  schema: ZodType<Options>,
  options: unknown,
): { readonly ok: true; readonly participant: string; readonly options: Options } | Refusal {
  const parsed = schema.safeParse(options);
  if (!parsed.success) return refuse('bad-message', firstIssue(parsed.error));
  if (parsed.data.protocol !== PROTOCOL_VERSION) {
    return refuse(
      'bad-message',
      `expected protocol ${PROTOCOL_VERSION}, got ${parsed.data.protocol}; reload the page`,
    );
  }
  const participant = identities.participantOf(parsed.data.secret);
  if (participant === undefined) return refuse('unknown-participant', 'nobody has this secret here');
  return { ok: true, participant, options: parsed.data };
}
