import { dirname, join } from 'node:path';
import type { LifeChange } from '../../shared/lifecycle/changes.ts';
import type { LifeEvent } from '../../shared/lifecycle/lifeEvent.ts';
import { livesOf, registryState, type RegistryState } from '../../shared/lifecycle/registryState.ts';
import type { AgentPlaces } from './agentPlaces.ts';
import { changeJournal, readJournal, type ChangeOptions } from './lifeJournal.ts';

/** What the gate knows of all agents. */
export interface Registry {
  readonly state: RegistryState;
  readonly events: readonly LifeEvent[];
  /** Lines of the journal that could not be read, in words. */
  readonly faults: readonly string[];
}

/** By game, id of the agent that a fresh installation has live. */
export type ReleasedIds = Readonly<Record<string, string>>;

/** The registry's folder: beside the agents', in the data folder. */
export function registryFolder({ agents }: AgentPlaces): string {
  return join(dirname(agents), 'registry');
}

/** @throws JournalError */
export function readRegistry(places: AgentPlaces, released: ReleasedIds): Registry {
  const { events, faults } = readJournal(registryFolder(places));
  return { state: registryState(events, released), events, faults };
}

/**
 * Decides by the state as it is and writes that down, alone among all processes.
 * @param decide what it throws ends the change   @returns the state from now on   @throws JournalError
 */
export function changeRegistry(
  places: AgentPlaces,
  released: ReleasedIds,
  {
    decide,
    ...options
  }: ChangeOptions & { readonly decide: (state: RegistryState) => readonly LifeChange[] },
): RegistryState {
  const folder = registryFolder(places);
  changeJournal(folder, (events) => decide(registryState(events, released)), options);
  return readRegistry(places, released).state;
}

/** @throws RangeError if no agent of the game is live; JournalError */
export function liveAgentId(places: AgentPlaces, released: ReleasedIds, game: string): string {
  const { live } = livesOf(readRegistry(places, released).state, game);
  if (live !== null) return live.agent;
  throw new RangeError(`expected a live agent of ${game}, got none: no agent of it was released or promoted`);
}
