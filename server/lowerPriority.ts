import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** As a shell's `nice`: play goes first. */
const NICE = 10;

/**
 * Makes a process that was just started, and all threads that it will have, give way to play. Not every machine allows
 * it; the process is as right without.
 * @param session 'own': it shares its session with nobody, so its group, which Linux weighs as one, gives way, too
 */
export function lowerPriority(pid: number | undefined, session: 'own' | 'shared'): void {
  if (pid === undefined) return;
  attempt(() => setPriority(pid, NICE));
  if (session === 'own' && process.platform === 'linux')
    attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(NICE)));
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // A priority is a courtesy.
  }
}
