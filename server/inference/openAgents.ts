import type { Clock } from '../../shared/clock.ts';
import { AgentCatalogue, agentPlacesOf } from './agentCatalogue.ts';
import { Inference } from './inference.ts';

export interface OpenAgentsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  /** One sentence about something that went wrong and was got over. */
  readonly onTrouble: (what: string) => void;
}

/** The trained agents of a server, and the thread that they think in. */
export async function openAgents({ dataFolder, clock, onTrouble }: OpenAgentsOptions) {
  const inference = new Inference({ clock, onTrouble });
  const places = agentPlacesOf(dataFolder);
  const onUnusable = (error: Error): void => onTrouble(error.message);
  const agents = new AgentCatalogue({ places, inference, clock, onUnusable });
  await agents.refresh();
  return { agents, close: () => inference.close() };
}
