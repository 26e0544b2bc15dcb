import type { RequestHandler } from 'express';
import type { Clock } from '../../shared/clock.ts';
import { RateLimit } from '../rooms/rateLimit.ts';

/** Addresses remembered at a time; beyond, all start afresh. */
const MAX_ADDRESSES = 10_000;

/** Refuses with 429 what one address asks for too often. */
export function perAddress(
  clock: Clock,
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
): RequestHandler {
  const limits = new Map<string, RateLimit>();
  return (request, response, next) => {
    const address = request.ip ?? '';
    if (limits.size > MAX_ADDRESSES) limits.clear();
    const limit = limits.get(address) ?? new RateLimit({ perSecond, burst, refusals: Infinity }, clock.now());
    limits.set(address, limit);
    if (limit.allows(clock.now())) next();
    else
      response.status(429).json({ error: { code: 'too-fast', message: 'too many requests; wait a little' } });
  };
}
