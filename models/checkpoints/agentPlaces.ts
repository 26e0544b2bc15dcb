import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where agents are looked for. */
export interface AgentPlaces {
  /** What relative paths are relative to. */
  readonly directory: string;
  /** Agents trained here, one folder each. */
  readonly agents: string;
  /** Agents shipped with the project, as GAME/NAME. */
  readonly released: string;
}

export function agentPlaces(directory: string): AgentPlaces {
  return {
    directory,
    agents: resolve(directory, 'data', 'agents'),
    released: fileURLToPath(new URL('../released', import.meta.url)),
  };
}
