import { RandomStream, type Seed } from '../../shared/random.ts';

/**
 * Seed of episode i of a run: 53 bits of the stream (seed, 'episode', i). It depends on nothing else, so every
 * pair of players that meets under one seed meets the same starts.
 */
export function episodeSeed(seed: Seed, index: number): Seed {
  const stream = new RandomStream(seed, 'episode', index);
  const high = stream.uint32() >>> 11;
  return high * 2 ** 32 + stream.uint32();
}
