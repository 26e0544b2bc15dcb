import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Gives this process only what nobody else wants: nice 19 for all its threads and, on Linux where `chrt` is to be had,
 * SCHED_IDLE. Whatever the machine refuses is left as it is.
 * @param session 'own': it shares its session with nobody, so its group, which Linux weighs as one, may be nice, too
 */
export function takeLowestPriority(session: 'own' | 'shared'): void {
  for (const thread of threadIds()) attempt(() => setPriority(thread, constants.priority.PRIORITY_LOW));
  if (process.platform !== 'linux') return;
  if (session === 'own') attempt(() => writeFileSync('/proc/self/autogroup', '19'));
  attempt(() => {
    spawnSync('chrt', ['--idle', '--all-tasks', '--pid', '0', String(process.pid)], { stdio: 'ignore' });
  });
}

/** Linux renices threads, not processes; those of the engine are there before any code runs. */
function threadIds(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}

/** A priority is a courtesy: the trainer also rests, and yields to the server. */
function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // The machine does not offer it.
  }
}
