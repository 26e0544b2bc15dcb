import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What stands in every log header: the version of package.json and, in a clone, the commit. */
export function readCodeVersion(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { version: string };
  const commit = spawnSync('git', ['describe', '--always', '--dirty', '--exclude=*'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 5000,
  });
  return commit.status === 0 ? `${version}+${commit.stdout.trim()}` : version;
}
