import { expect, test } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { FrontDoor } from '../../server/visitors/frontDoor.ts';
import { expectAccessible } from '../fixtures/expectAccessible.ts';
import { openHouse } from '../fixtures/house.ts';
import { openTable } from '../fixtures/openTable.ts';
import type { Visitor } from '../fixtures/visitor.ts';

let password = '';
let folder = '';
const house = openHouse('plain', (dataFolder) => {
  folder = dataFolder;
  password = 'a password of tests';
  writeFileSync(join(dataFolder, 'ops-password'), password);
  const run = join(dataFolder, 'runs', 'ipd-001');
  mkdirSync(run, { recursive: true });
  const lines = [1, 2, 3].map((i) => JSON.stringify({ agentSteps: 100 * i, reward: -2 + i / 4 }));
  writeFileSync(join(run, 'metrics.jsonl'), `${lines.join('\n')}\n`);
  writeFileSync(join(run, 'config.json'), '{"config": {"game": "ipd", "algorithm": "loqa"}}');
  return Promise.resolve();
});

async function researcher(): Promise<Visitor> {
  const visitor = await house.visitor('Ann');
  await visitor.go('/ops/');
  return visitor;
}

async function login(visitor: Visitor, words: string): Promise<void> {
  await visitor.page.locator('#password').fill(words);
  await visitor.page.locator('#login button').click();
}

async function panel(page: Page, name: string): Promise<void> {
  await page.locator(`nav a[href="#${name}"]`).click();
  await page.locator(`#panel[data-panel="${name}"]`).waitFor();
  await page.locator('#panel', { hasNotText: 'Reading ...' }).waitFor();
}

test('[BR21] the dashboard is closed without the password, and a reload keeps the panel', async () => {
  const ann = await researcher();
  await login(ann, 'a guess');
  await ann.page.locator('#state', { hasText: 'Wrong password.' }).waitFor();
  expect(await ann.page.locator('#inside').isVisible()).toBe(false);
  await login(ann, password);
  await panel(ann.page, 'training');
  await ann.page.locator('#panel canvas').first().waitFor();
  await ann.page.reload();
  await ann.page.locator('#panel[data-panel="training"] canvas').waitFor();
  expect(await ann.page.locator('#login').isVisible()).toBe(false);
  expect(await ann.page.locator('#panel td').allTextContents()).toEqual(
    expect.arrayContaining(['ipd-001', 'loqa', '-1.250']),
  );
  await expectAccessible(ann, 'training');
});

test('[BR21] every panel is useful on an empty server, rooms show who sits down, and orders are written down', async () => {
  const ann = await researcher();
  await login(ann, password);
  await ann.page.locator('#panel', { hasText: 'Nobody waits.' }).waitFor();
  const url = new URL(ann.page.url()).origin;
  const { secret } = await new FrontDoor(url).arrive('crowd:fair');
  await openTable(url, secret, { game: 'ipd', seats: ['person', 'scripted:tit-for-tat'] });
  await ann.page.locator('#panel td', { hasText: '1: scripted:tit-for-tat' }).waitFor();
  await expectAccessible(ann, 'rooms');
  const empties = {
    exploiters: 'Start them with',
    people: 'No person who agreed',
    exports: 'Nothing was exported here yet.',
    league: "the project's results",
    agents: 'released with this version',
    actions: 'accepted',
  };
  for (const [name, words] of Object.entries(empties)) {
    await panel(ann.page, name);
    await ann.page.locator('#panel', { hasText: words }).waitFor();
    await expectAccessible(ann, name);
    await ann.picture(`ops-${name}`);
  }
});

test('[BR21] a cell of the league plays and is watched; a pin needs a name and a reason; both stand in the log', async () => {
  const ann = await researcher();
  await login(ann, password);
  await panel(ann.page, 'league');
  await ann.page.getByLabel('tit-for-tat against always-defect').click();
  await ann.page.locator('#order input[name="who"]').fill('Ann');
  await ann.page.locator('#order button[value="yes"]').click();
  const link = ann.page.getByRole('link', { name: 'watch the replay' });
  await link.waitFor();
  const episode = ((await link.getAttribute('href')) ?? '').replace('/replay/', '');
  await ann.go(`/replay/${episode}`);
  await ann.see('verified');

  await ann.go('/ops/');
  await panel(ann.page, 'agents');
  await ann.page.locator('[data-game="ipd"]').getByRole('button', { name: 'Pin' }).click();
  await ann.page.locator('#order textarea').fill('a study runs');
  await ann.page.locator('#order button[value="yes"]').click();
  await ann.page.locator('[data-game="ipd"] h3', { hasText: 'pinned by Ann: a study runs' }).waitFor();
  const log = readFileSync(join(folder, 'ops-actions.jsonl'), 'utf8').trim().split('\n');
  const noted = log.map((line) => JSON.parse(line) as { what: string; who: string; outcome: string });
  expect(
    noted.filter(({ what }) => what !== 'login').map(({ what, who, outcome }) => [what, who, outcome]),
  ).toEqual([
    ['watch', 'Ann', 'begun'],
    ['watch', 'Ann', 'done'],
    ['pin', 'Ann', 'begun'],
    ['pin', 'Ann', 'done'],
  ]);
});
