import { availableParallelism, cpus } from 'node:os';

/** What a bench ran on, for its document. */
export function machine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
  };
}
