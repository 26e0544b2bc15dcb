import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderPage } from '../../models/reports/renderPage.ts';
import { readResults } from '../../models/reports/resultFiles.ts';
import { SECTIONS } from '../../models/reports/sections.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

test('[RS6] page and pictures of results are what the committed files give: npm run -s cli -- results render', () => {
  const { page, files, images } = readResults(join(ROOT, 'docs'));
  const rendered = renderPage(page, SECTIONS, files);
  expect(rendered.page).toBe(page);
  expect(Object.keys(images).sort()).toEqual(Object.keys(rendered.images).sort());
  const stale = Object.keys(images).filter((name) => images[name] !== rendered.images[name]);
  expect(stale).toEqual([]);
});

test('[RS6] every file of results belongs to a section, and none names a place on a machine', () => {
  const { files } = readResults(join(ROOT, 'docs'));
  expect([...files.keys()].filter((game) => SECTIONS[game] === undefined)).toEqual([]);
  const paths = [...files].flatMap(([game, some]) =>
    [...some.keys()]
      .filter((name) => name !== 'paper')
      .map((name) => (/\.(svg|md)$/.test(name) ? name : `${name}.json`))
      .map((name) => readFileSync(join(ROOT, 'docs', 'results', game, name), 'utf8'))
      .flatMap((text) => text.match(/"\/\w[^"]*"|agent:\/[^"]*/g) ?? []),
  );
  expect(paths).toEqual([]);
});
