import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../models/cli/runCli.ts';
import { makeCliContext } from '../fixtures/makeCliContext.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Built, served as it is, or filled with agents. */
const NO_SOURCES = ['dist', 'public', 'released'];

/** Folders that are there as soon as something is in them: git keeps no empty ones. */
const MAY_BE_EMPTY = ['models/released'];

const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', 'shared/SPEC.md', ...docs.map((name) => `docs/${name}`)];

/** First groups of all matches in a page. */
function found(page: string, pattern: RegExp): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...new Set([...text.matchAll(pattern)].map(([, group = '']) => group))];
}

describe.each(pages)('%s', (page) => {
  test('[AR6] names files that are there; a pattern such as <id> or NAME stands for none', () => {
    const paths = found(page, /`((?:shared|server|client|models|test|docs)\/[\w./-]*)`/g);
    const isPattern = (path: string): boolean => /\b[A-Z]{3,}\b(?!\.md)/.test(path);
    const missing = paths
      .filter((path) => !isPattern(path) && !MAY_BE_EMPTY.includes(path.replace(/\/$/, '')))
      .filter((path) => !existsSync(join(ROOT, path)));
    const links = found(page, /\]\((?!https?:)([^)#]+)/g);
    const broken = links.filter((link) => !existsSync(join(ROOT, dirname(page), link)));
    expect([...missing, ...broken]).toEqual([]);
  });

  test('[AR6] names scripts and commands that are there, with flags that they take', async () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const wanted = found(page, /npm run (?:-s )?([\w:-]+)/g);
    expect(wanted.filter((script) => scripts[script] === undefined)).toEqual([]);
    for (const line of found(page, /npm run -s cli -- ([^`\n&#]+)/g)) {
      const words = line.split(/\s+/);
      const end = words.findIndex((word) => !/^[a-z]+$/.test(word));
      const command = words.slice(0, end < 0 ? words.length : end);
      const { exitCode, help } = await helpOf(command);
      expect([line, exitCode]).toEqual([line, 0]);
      expect([line, flagsOf(line).filter((flag) => !help.includes(flag))]).toEqual([line, []]);
    }
  });
});

test('[AR6] the architecture names every folder', () => {
  const folders = ['shared', 'server', 'client', 'models'].flatMap((top) =>
    readdirSync(join(ROOT, top), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !NO_SOURCES.includes(entry.name))
      .map(({ name }) => `${top}/${name}/`),
  );
  const named = found('docs/architecture.md', /`([a-z]+\/[a-z]+\/)`/g);
  expect(folders.filter((folder) => !named.includes(folder))).toEqual([]);
});

/** What a command says of itself; of one that the server runs in a process of its own, the source of that. */
async function helpOf(command: readonly string[]) {
  let help = '';
  const context = makeCliContext({
    runServerScript: (script) => {
      help = readFileSync(join(ROOT, 'server', 'cli', `${script}.ts`), 'utf8');
      return Promise.resolve({ exitCode: 0, output: '' });
    },
  });
  const exitCode = await runCli([...command, '--help'], context);
  return { exitCode, help: help + context.stdout.text };
}

function flagsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|\s)(--[a-z][a-z-]*)/g)].map(([, flag = '']) => flag);
}
