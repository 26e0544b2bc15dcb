import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { runCli } from '../../../models/cli/runCli.ts';
import type { GateEvidence } from '../../../shared/lifecycle/gateEvidence.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import {
  KIND_TIT_FOR_TAT,
  plantAgent,
  SHEEP,
  spoilWeights,
  TIT_FOR_TAT,
  WOLF,
} from '../../fixtures/plantedAgents.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

// Each of these plays some thousand episodes.
jest.setTimeout(120_000);

const scratch = scratchFolder();
const agents = () => join(scratch(), 'data', 'agents');
const QUICK = 0.01;
/** A stopwatch by which everything takes so many milliseconds from one look to the next. */
function stopwatch(ms: number): () => number {
  let looks = 0;
  return () => ((looks += 1) * ms) / 1000;
}

async function run(...args: string[]) {
  return runTimed(QUICK, ...args);
}

async function runTimed(ms: number, ...args: string[]) {
  const context = makeCliContext({ directory: scratch(), seconds: stopwatch(ms) });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

type Outcome = GateEvidence & { readonly id: string; readonly stage: string };

async function gate(ref: string, ms = QUICK): Promise<Outcome> {
  const { code, stdout, stderr } = await runTimed(
    ms,
    'gate',
    'run',
    '--candidate',
    ref,
    '--seed',
    '77',
    '--json',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('failed') });
  return JSON.parse(stdout) as Outcome;
}

/** Measures whose limits are broken. */
const broken = ({ verdict }: Outcome) =>
  verdict.checks.filter(({ status }) => status === 'broken').map(({ measure }) => measure);

test('[GT4] one that gets along with itself and gives everything away is refused as exploitable', async () => {
  const outcome = await gate((await plantAgent(agents(), SHEEP)).ref);
  expect(outcome).toMatchObject({ stage: 'refused', verdict: { kind: 'refuse' } });
  expect(broken(outcome)).toEqual(
    expect.arrayContaining(['against scripted:always-defect', 'gain of the best response']),
  );
  expect(broken(outcome)).not.toContain('self-play');
  expect(outcome.verdict.reasons.join()).toContain('It lets itself be exploited');
});

test('[GT4] one that exploits its partners is refused for that', async () => {
  const outcome = await gate((await plantAgent(agents(), WOLF)).ref);
  expect(outcome).toMatchObject({ stage: 'refused' });
  expect(broken(outcome)).toEqual(
    expect.arrayContaining(['left to scripted:always-cooperate', 'left to the live agent']),
  );
  expect(broken(outcome)).not.toContain('self-play');
  expect(outcome.verdict.reasons.join()).toContain('It exploits its partners');
});

test('[GT4] one that is too slow is refused for that alone, before it plays', async () => {
  const outcome = await gate((await plantAgent(agents(), TIT_FOR_TAT, { seed: 2 })).ref, 5);
  expect(outcome).toMatchObject({ stage: 'refused' });
  expect(broken(outcome)).toEqual(['median milliseconds a decision']);
});

test('[GT4] one with weights that are not finite is refused, and the registry goes on', async () => {
  const { folder } = await plantAgent(agents(), TIT_FOR_TAT, { seed: 9 });
  const outcome = await gate(`agent:${spoilWeights(folder)}`);
  expect(outcome).toMatchObject({ stage: 'refused', notes: [expect.stringContaining('got Infinity')] });
  expect(broken(outcome)).toEqual(['usable weights']);
});

test('[GT5] good ones pass: the first goes into shadow, the next waits; the evidence is kept and shown', async () => {
  const good = await gate((await plantAgent(agents(), TIT_FOR_TAT)).ref);
  expect(good).toMatchObject({ stage: 'shadow', verdict: { kind: 'pass', reasons: [] }, seed: 77 });
  const next = await gate((await plantAgent(agents(), KIND_TIT_FOR_TAT)).ref);
  expect(next).toMatchObject({ stage: 'candidate', verdict: { kind: 'pass' } });
  const shown = await run('gate', 'show', good.id.slice(0, 8));
  expect(shown.code).toBe(0);
  expect(shown.stdout).toMatch(/own return less the live agent’s +>= -0\.1 +-?0\.0\d\d .* held\n/);
  expect(shown.stdout).toContain('Verdict: passed.');
  const { stdout } = await run('registry', '--game', 'ipd');
  expect(stdout).toMatch(new RegExp(`\\nshadow +agent:${good.candidate.slice(0, 12)} .*${good.id}`));
  expect(stdout).toMatch(new RegExp(`\\ncandidate +agent:${next.candidate.slice(0, 12)} .*${next.id}`));
  // What passed may be promoted without --force.
  expect((await run('promote', '--candidate', `agent:${next.candidate}`, '--why', 'I waited')).code).toBe(0);
});

test('[GT6] the same candidate and seed give the same figures, however long they take', async () => {
  const { ref } = await plantAgent(agents(), KIND_TIT_FOR_TAT, { seed: 5 });
  const figures = ({ measures }: Outcome) => ({ ...measures, 'median milliseconds a decision': undefined });
  expect(figures(await gate(ref))).toEqual(figures(await gate(ref)));
});

test('[GT6] what cannot be judged is said before anything is written', async () => {
  const before = readdirSync(join(scratch(), 'data', 'registry', 'evidence')).length;
  const { stdout } = await run('registry', '--game', 'ipd', '--json');
  for (const [args, said] of [
    [['--candidate', 'agent:ffffffff'], /whose id begins with ffffffff, got none/],
    [['--candidate', 'agent:live/ipd'], /expected a candidate, got the live agent of ipd/],
    [
      ['--candidate', 'agent:released/ipd/reciprocal', '--game', 'coin'],
      /expected an agent of coin, got one of ipd/,
    ],
    [[], /--candidate: expected an agent/],
  ] as const) {
    const refused = await run('gate', 'run', ...args);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(said);
  }
  expect(await run('gate', 'show', 'nothing')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('got none'),
  });
  expect(readdirSync(join(scratch(), 'data', 'registry', 'evidence'))).toHaveLength(before);
  expect((await run('registry', '--game', 'ipd', '--json')).stdout).toBe(stdout);
});
