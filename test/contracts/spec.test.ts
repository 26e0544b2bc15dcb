import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ID = /[A-Z]{2,3}\d+/;

const spec = readFileSync(join(ROOT, 'shared', 'SPEC.md'), 'utf8');
const rules = [...spec.matchAll(/^- \*\*([^*]+)\*\*/gm)].map(([, id = '']) => id);

interface TestFile {
  readonly name: string;
  readonly text: string;
}

const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name): TestFile => ({ name, text: readFileSync(join(ROOT, 'test', name), 'utf8') }));

/** The ids with which titles of the file begin, as in `test('[CG1] [CG2] ...`. */
function idsOf({ text }: TestFile): string[] {
  return [...text.matchAll(/['"`]((?:\[[A-Z]{2,3}\d+\] ?)+)/g)].flatMap(([, ids = '']) =>
    [...ids.matchAll(new RegExp(ID, 'g'))].map(([id]) => id),
  );
}

/** Titles in plain calls of test that begin with anything but an id; those of test.each are not looked at. */
function titlesWithoutId({ name, text }: TestFile): string[] {
  return [...text.matchAll(/^\s*test\(\s*['"`](?!\[[A-Z]{2,3}\d+\])(.*)$/gm)].map(
    ([, title = '']) => `${name}: ${title}`,
  );
}

test('[AR5] every rule has an id of its own', () => {
  expect(rules.length).toBeGreaterThan(300);
  expect(rules.filter((id) => !new RegExp(`^${ID.source}$`).test(id))).toEqual([]);
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
});

test('[AR5] every rule stands in the title of a test', () => {
  const tested = new Set(tests.flatMap(idsOf));
  expect(rules.filter((id) => !tested.has(id))).toEqual([]);
});

test('[AR5] every id in a title is a rule, and no title lacks one', () => {
  const known = new Set(rules);
  const unknown = tests.flatMap((file) =>
    idsOf(file)
      .filter((id) => !known.has(id))
      .map((id) => `${file.name}: ${id}`),
  );
  expect(unknown).toEqual([]);
  expect(tests.flatMap(titlesWithoutId)).toEqual([]);
});
