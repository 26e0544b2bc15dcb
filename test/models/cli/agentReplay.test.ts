import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { runCli } from '../../../models/cli/runCli.ts';
import type { LogEvent } from '../../../shared/log/events.ts';
import { parseLog } from '../../../shared/log/jsonLines.ts';
import { replay } from '../../../shared/log/replay.ts';
import { saveAgent } from '../../fixtures/checkpoint.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const scratch = scratchFolder();

async function run(...args: string[]) {
  const context = makeCliContext({ directory: scratch() });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

async function agentOf(game: 'ipd' | 'harvest') {
  const { folder, meta } = await saveAgent({ agents: join(scratch(), 'data', 'agents') }, { game });
  const read = (): LogEvent[] =>
    parseLog(gunzipSync(readFileSync(join(folder, 'replay.jsonl.gz'))).toString('utf8'));
  return { ref: `agent:${meta.id.slice(0, 12)}`, id: meta.id, read };
}

test('[CP15] agent replay records a game of the agent against itself; it verifies, and the same seed records the same moves', async () => {
  const { ref, id, read } = await agentOf('ipd');
  const first = await run('agent', 'replay', ref, '--seed', '4', '--json');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const log = read();
  const { header, steps, returns } = replay(log);
  expect(header.episode).toBe(`agent-${id.slice(0, 12)}`);
  expect(header.occupants.map(({ controller }) => controller.version)).toEqual([id, id]);
  expect(JSON.parse(first.stdout)).toMatchObject({ game: 'ipd', steps, returns });
  const rows = log.filter((event) => event.kind === 'decision');
  for (const { probabilities = [] } of rows) {
    expect(probabilities).toHaveLength(2);
    for (const probability of probabilities) expect(String(probability).length).toBeLessThanOrEqual(5);
  }
  await run('agent', 'replay', ref, '--seed', '4');
  const actions = (events: readonly LogEvent[]) =>
    events.map((event) => (event.kind === 'decision' ? event.action : null));
  expect(actions(read())).toEqual(actions(log));
});

test('[CP15] a game of ticks is recorded for a minute, others may sit in some seats, the agent must in one', async () => {
  const { ref, id, read } = await agentOf('harvest');
  const seats = `${ref}*5,scripted:greedy-zapper*2`;
  const recorded = await run('agent', 'replay', ref, '--seats', seats);
  expect(recorded).toMatchObject({ code: 0, stdout: expect.stringContaining('harvest, 480 steps') });
  const { header, steps } = replay(read());
  expect(steps).toBe(480);
  expect(header.occupants.filter(({ controller }) => controller.version === id)).toHaveLength(5);
  expect(await run('agent', 'replay', ref, '--seats', 'scripted:random*7')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`--seats: expected ${ref} in one seat at least`),
  });
  expect(await run('agent', 'replay', 'agent:ffffffffffff')).toMatchObject({ code: 2 });
});
