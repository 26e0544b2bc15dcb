import { z } from 'zod';
import { logEventSchema, type LogEvent } from '../../shared/log/events.ts';

/** Starts server/cli/people.ts and hands over its lines: what `RunServerScript` of the command line does. */
export type RunPeopleScript = (
  name: string,
  args: readonly string[],
  options: { readonly stdout: 'captured'; readonly onLine: (line: string) => void },
) => Promise<{ readonly exitCode: number }>;

export interface ReadPeopleOptions {
  readonly runServerScript: RunPeopleScript;
  /** Left out: all games. */
  readonly game?: string;
  /** Data folder of the server; left out: the one that the server takes. */
  readonly data?: string;
  /** Programs that played people and said so. */
  readonly simulated: 'left-out' | 'taken-along';
}

const countsSchema = z.strictObject({
  given: z.int(),
  withoutConsent: z.int(),
  simulated: z.int(),
  exploiters: z.int(),
});

/** Episodes with people in them: given, and left out for a reason. */
export type PeopleCounts = z.infer<typeof countsSchema>;

const endedSchema = z.strictObject({ ended: z.record(z.string(), z.int().min(0)) });

const lineSchema = z.union([
  z.strictObject({ episode: z.array(logEventSchema).min(1) }),
  z.strictObject({ counts: countsSchema }),
]);

/** The log of people could not be read. */
export class PeopleUnreadable extends Error {
  override readonly name = 'PeopleUnreadable';
}

/**
 * Gives every ended episode whose people have all agreed, one after the other: the only way by which anything here gets
 * people's decisions. Another process reads the store and leaves all others out (server/storage/consentingEpisodes).
 * @throws PeopleUnreadable; what `take` throws
 */
export async function readPeople(
  { runServerScript, game, data, simulated }: ReadPeopleOptions,
  take: (events: readonly LogEvent[]) => void,
): Promise<PeopleCounts> {
  const args = [
    ...(game === undefined ? [] : ['--game', game]),
    ...(data === undefined ? [] : ['--data', data]),
    ...(simulated === 'taken-along' ? ['--simulated'] : []),
  ];
  let counts: PeopleCounts | undefined;
  let fault: unknown;
  const onLine = (text: string): void => {
    if (fault !== undefined) return;
    try {
      const line = lineSchema.parse(JSON.parse(text));
      if ('counts' in line) counts = line.counts;
      else take(line.episode);
    } catch (error) {
      fault = error;
    }
  };
  const { exitCode } = await runServerScript('people', args, { stdout: 'captured', onLine });
  if (fault !== undefined) throw fault;
  if (exitCode === 0 && counts !== undefined) return counts;
  throw new PeopleUnreadable(`expected the log of people, but its reader ended with ${exitCode}`);
}

/**
 * Counts ended episodes by game, whether people were in them or not and agreed or not: a quick look at whether reading
 * them all could be worth while. A server that has never run has none.
 * @throws PeopleUnreadable
 */
export async function countEnded({
  runServerScript,
  data,
  simulated,
}: Omit<ReadPeopleOptions, 'game'>): Promise<Readonly<Record<string, number>>> {
  const args = [
    '--count',
    ...(data === undefined ? [] : ['--data', data]),
    ...(simulated === 'taken-along' ? ['--simulated'] : []),
  ];
  const lines: string[] = [];
  const onLine = (line: string): void => void lines.push(line);
  const { exitCode } = await runServerScript('people', args, { stdout: 'captured', onLine });
  if (exitCode !== 0)
    throw new PeopleUnreadable(`expected a count of episodes, but the log's reader ended with ${exitCode}`);
  return endedSchema.parse(JSON.parse(lines.join('\n'))).ended;
}
