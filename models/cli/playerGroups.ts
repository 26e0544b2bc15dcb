import { parsePlayerList } from '../../shared/playerRef.ts';
import { UnusablePlayer } from '../players/unusablePlayer.ts';
import { UsageError } from './failure.ts';

/** Players that count as one, e.g. the seeds of one algorithm. */
export interface NamedRefs {
  readonly label: string;
  readonly refs: readonly string[];
}

/** Parses REF,..., over what came before.  @throws UsageError */
export function refsFlag(flag: string): (text: string, before: readonly string[]) => readonly string[] {
  return (text, before) => [...before, ...refsOf(flag, text)];
}

/** Parses NAME=REF,..., over what came before.  @throws UsageError */
export function groupFlag(
  flag: string,
): (text: string, before: readonly NamedRefs[]) => readonly NamedRefs[] {
  return (text, before) => {
    const match = /^([^=,:]+)=(.+)$/s.exec(text);
    if (match)
      return [...before, { label: (match[1] as string).trim(), refs: refsOf(flag, match[2] as string) }];
    throw new UsageError(`${flag}: expected NAME=REF,..., got ${JSON.stringify(text)}`);
  };
}

/** Groups first, then those that stand for themselves.  @throws UsageError if there is none */
export function namedRefs(
  groups: readonly NamedRefs[],
  alone: readonly string[],
  flags: string,
): readonly NamedRefs[] {
  const named = [...groups, ...alone.map((ref) => ({ label: ref, refs: [ref] }))];
  if (named.length === 0) throw new UsageError(`${flags}: expected at least one player, got none`);
  return named;
}

/** What players refuse is told as wrong usage of the flags that named them. */
export async function orUsageError<T>(flags: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof RangeError || error instanceof UnusablePlayer)
      throw new UsageError(`${flags}: ${error.message}`, { cause: error });
    throw error;
  }
}

function refsOf(flag: string, list: string): readonly string[] {
  try {
    return parsePlayerList(list);
  } catch (error) {
    throw new UsageError(`${flag}: ${(error as Error).message}`, { cause: error });
  }
}
