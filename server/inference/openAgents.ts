import type { Clock } from '../../shared/clock.ts';
import { AgentCatalogue, agentPlacesOf } from './agentCatalogue.ts';
import { Inference } from './inference.ts';
import { LiveAgents } from './live/liveAgents.ts';

export interface OpenAgentsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly codeVersion: string;
  /** One sentence about an agent that went live, or is on its way there, or was taken back. */
  readonly onMove: (what: string) => void;
  /** One sentence about something that went wrong and was got over. */
  readonly onTrouble: (what: string) => void;
}

/** The trained agents of a server, who of them is live, and the threads that they think in. */
export async function openAgents(options: OpenAgentsOptions) {
  const { dataFolder, clock, onTrouble } = options;
  const inference = new Inference({ clock, onTrouble });
  // It starts with the first shadow.
  const shadowInference = new Inference({ clock, onTrouble: (what) => onTrouble(`in shadow: ${what}`) });
  const places = agentPlacesOf(dataFolder);
  const live = new LiveAgents({ ...options, places, inference, shadowInference });
  const onUnusable = (error: Error): void => onTrouble(error.message);
  const agents = new AgentCatalogue({ places, inference, clock, onUnusable, live });
  await agents.refresh();
  await live.lifecycle.start();
  const close = async (): Promise<void> => {
    await live.lifecycle.close();
    await Promise.all([inference.close(), shadowInference.close()]);
  };
  return { agents, live, close };
}
