import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FILE = fileURLToPath(new URL('../../../server/cli/benchInference.ts', import.meta.url));
const run = promisify(execFile);

test('[AG22] bench inference plays all its rooms and prints one document', async () => {
  const { stdout } = await run(process.execPath, [FILE, '--seconds', '2']);
  const document = JSON.parse(stdout) as Record<string, unknown>;
  expect(document).toMatchObject({ bench: 'inference', aimMs: 20, machine: { node: process.versions.node } });
  for (const [name, rooms] of Object.entries({ echo: 200, turns: 200, harvest: 50 })) {
    expect(document[name]).toMatchObject({ rooms, decisionMs: { p99: expect.any(Number) } });
    const { decisions } = document[name] as { readonly decisions: number };
    expect(decisions).toBeGreaterThan(0);
  }
});

test('[AG22] a time that is none is wrong usage', async () => {
  await expect(run(process.execPath, [FILE, '--seconds', 'soon'])).rejects.toMatchObject({ code: 2 });
});
