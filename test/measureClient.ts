/**
 * What the client costs: `npm run -s build && node test/measureClient.ts [seconds]`, one JSON line a measurement.
 * Frame times come from Chromium without a window and without a graphics card: both renderers draw by processor.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { launchChromium } from './fixtures/launchChromium.ts';
import { openTable } from './fixtures/openTable.ts';
import { ServerProcess } from './fixtures/serverProcess.ts';
import { Visitor } from './fixtures/visitor.ts';

const seconds = Number(process.argv[2] ?? 20);
const folder = mkdtempSync(join(tmpdir(), 'commonground-measure-'));
const server = new ServerProcess('main.ts', { DATA_DIR: folder });
const browser = await launchChromium();
try {
  const url = (await server.url()).replace(/\/$/, '');
  tell({ cores: availableParallelism(), load: loadavg()[0]?.toFixed(1), browser: browser.version() });
  for (const visit of ['the lobby', 'a game of Harvest'] as const)
    tell({ what: `first load up to ${visit}`, ...(await firstLoad(browser, url, visit)) });
  for (const renderer of ['canvas', 'webgl'] as const)
    tell({ what: 'frames of Harvest', renderer, ...(await harvestFrames(browser, url, renderer)) });
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function tell(figures: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(figures));
}

/** Everything that a first visit fetches, as bytes and as bytes after gzip. */
async function firstLoad(chromium: Browser, url: string, visit: 'the lobby' | 'a game of Harvest') {
  const context = await chromium.newContext();
  const page = await context.newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => bodies.push(response.body().catch(() => Buffer.alloc(0))));
  const before = performance.now();
  await page.goto(url);
  await page.locator('[data-testid="connection"][data-state="open"]').waitFor();
  if (visit === 'a game of Harvest') {
    await page.getByTestId('game-harvest').getByTestId('guided').click();
    await page.locator('.harvest-canvas canvas').waitFor();
  }
  const readyMs = Math.round(performance.now() - before);
  const loaded = await Promise.all(bodies);
  await context.close();
  return {
    files: loaded.length,
    bytes: loaded.reduce((sum, body) => sum + body.byteLength, 0),
    gzipBytes: loaded.reduce((sum, body) => sum + gzipSync(body).byteLength, 0),
    readyMs,
  };
}

/** Time between frames while a person walks about among six scripts. */
async function harvestFrames(chromium: Browser, url: string, renderer: 'canvas' | 'webgl') {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  const visitor = await Visitor.enter('Ann', url, context);
  await visitor.go('/');
  const { secret } = await visitor.identity();
  const seats = ['person', ...Array.from({ length: 6 }, () => 'scripted:restrained')];
  await visitor.go(`/table/${await openTable(url, secret, { game: 'harvest', seats })}`, renderer);
  await visitor.pastStep(8);
  const frames = visitor.page.evaluate(
    (forMs) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const frame = (now: number): void => {
          times.push(now);
          if (now - (times[0] ?? now) < forMs) requestAnimationFrame(frame);
          else resolve(times.slice(1).map((time, index) => time - (times[index] ?? time)));
        };
        requestAnimationFrame(frame);
      }),
    seconds * 1000,
  );
  for (let round = 0; round < seconds; round += 1) {
    const key = ['KeyW', 'KeyE', 'KeyD', 'KeyQ'][round % 4] ?? 'KeyW';
    await visitor.page.keyboard.down(key);
    await visitor.page.waitForTimeout(800);
    await visitor.page.keyboard.up(key);
  }
  const sorted = (await frames).toSorted((a, b) => a - b);
  await context.close();
  const at = (share: number): number =>
    Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1));
  return {
    load: loadavg()[0]?.toFixed(1),
    framesPerSecond: Number((sorted.length / seconds).toFixed(1)),
    medianMs: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    worstMs: at(1),
    over25MsPercent: Number(((100 * sorted.filter((ms) => ms > 25).length) / sorted.length).toFixed(2)),
  };
}
