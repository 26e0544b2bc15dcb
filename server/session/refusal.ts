import type { RefusalCode } from '../../shared/protocol/reply.ts';

/** A request that changed nothing, and why. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly message: string;
}

export function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}

export interface Done {
  readonly ok: true;
}

export const DONE: Done = Object.freeze({ ok: true });

export type Answer = Done | Refusal;
