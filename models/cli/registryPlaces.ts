import { join, resolve } from 'node:path';
import { Option } from 'commander';
import type { LifeChange, Reason } from '../../shared/lifecycle/changes.ts';
import type { RegistryState } from '../../shared/lifecycle/registryState.ts';
import { agentPlaces, type AgentPlaces } from '../checkpoints/agentPlaces.ts';
import { changeRegistry } from '../checkpoints/agentRegistry.ts';
import { releasedIds } from '../checkpoints/agents.ts';
import { JournalError } from '../checkpoints/lifeJournal.ts';
import { UnusableCheckpoint } from '../checkpoints/unusableCheckpoint.ts';
import type { CliContext } from './context.ts';
import { CommandFailed, UsageError } from './failure.ts';
import { required } from './options.ts';

export interface DataFlag {
  readonly data: string;
}

export interface ReasonFlags extends DataFlag {
  readonly who?: string;
  readonly why?: string;
}

export function dataOption(): Option {
  return new Option('--data <DIR>', "the server's data folder, where agents and registry are").default(
    'data',
  );
}

export function whyOption(): Option {
  return new Option('--why <TEXT>', 'why, for the journal; required');
}

export function whoOption(): Option {
  return new Option('--who <NAME>', 'who wants it, for the journal; left out: the name of the user');
}

export function registryPlaces({ data }: DataFlag, { directory }: CliContext): AgentPlaces {
  return { ...agentPlaces(directory), agents: join(resolve(directory, data), 'agents') };
}

/** @throws UsageError without a reason */
export function reasonOf({ who, why }: ReasonFlags, { userName }: CliContext): Reason {
  const given = required(why, '--why', 'a reason, in words');
  if (given.trim() === '') throw new UsageError('--why: expected a reason, in words, got an empty one');
  return { who: who ?? userName, why: given };
}

/** Changes the registry.  @throws CommandFailed if the change is not possible as things are, or the disk refuses */
export async function changeOrFail(
  flags: DataFlag,
  context: CliContext,
  decide: (state: RegistryState) => LifeChange,
): Promise<RegistryState> {
  const places = registryPlaces(flags, context);
  return orFailed(async () =>
    changeRegistry(places, await releasedIds(places), {
      now: context.now(),
      decide: (state) => [decide(state)],
    }),
  );
}

/** What the registry and checkpoints refuse is told as a failure. */
export async function orFailed<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RangeError || error instanceof JournalError || error instanceof UnusableCheckpoint)
      throw new CommandFailed(error.message, 1, { cause: error });
    throw error;
  }
}
