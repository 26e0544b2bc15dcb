import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { agentPlaces } from '../../../models/checkpoints/agentPlaces.ts';
import { findAgent } from '../../../models/checkpoints/agents.ts';
import { isForPeople } from '../../../models/checkpoints/origin.ts';
import { runCli } from '../../../models/cli/runCli.ts';
import type { GateEvidence } from '../../../shared/lifecycle/gateEvidence.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { exploitersOf } from '../../../shared/scripted/exploiters.ts';
import {
  DEFECTOR,
  KIND_TIT_FOR_TAT,
  plantAgent,
  SHEEP,
  spoilWeights,
  TIT_FOR_TAT,
  WOLF,
} from '../../fixtures/plantedAgents.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

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
    '--respond',
    '0',
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

/** Facts of a best response to an agent. */
const responseTo = (version: string) => ({ exploits: { ref: `agent:${version.slice(0, 12)}`, version } });
const liveNow = async (): Promise<string> => {
  const { stdout } = await run('registry', '--game', 'ipd', '--json');
  return (JSON.parse(stdout) as { live: { agent: string } }[])[0]?.live.agent ?? '';
};

test('[GT7] every script of the ladder attacks, and the best responses to live agent and candidate unasked', async () => {
  const { ref, id } = await plantAgent(agents(), KIND_TIT_FOR_TAT, { seed: 21 });
  const [toLive, toIt] = [
    await plantAgent(agents(), DEFECTOR, { seed: 22, facts: responseTo(await liveNow()) }),
    await plantAgent(agents(), WOLF, { seed: 23, facts: responseTo(id) }),
  ];
  await plantAgent(agents(), WOLF, { seed: 24, facts: responseTo('e'.repeat(64)) });
  const torn = await plantAgent(agents(), WOLF, { seed: 25, facts: responseTo(id) });
  writeFileSync(join(torn.folder, 'weights.safetensors'), 'torn');
  const outcome = await gate(ref);
  const { ladder = [], measures, notes } = outcome;
  const attacked = (kind: string) => ladder.filter((row) => row.kind === kind).map((row) => row.ref);
  expect(attacked('scripted').sort()).toEqual(
    exploitersOf('ipd')
      .map((one) => one.ref)
      .sort(),
  );
  expect(attacked('learned').sort()).toEqual([toLive.ref, toIt.ref].sort());
  expect(notes).toEqual([expect.stringContaining(torn.ref)]);
  expect(ladder.map(({ gain }) => gain.mean)).toEqual(
    ladder.map(({ gain }) => gain.mean).toSorted((a, b) => b - a),
  );
  expect(measures['gain of the best response']).toEqual(ladder[0]?.gain);
  // Defection against tit-for-tat: 0 once and -2 from then on, where copies of it get -1 each.
  const defector = ladder.find((row) => row.ref === toLive.ref);
  expect(defector?.gain.mean).toBeLessThan(-0.5);
  const { stdout } = await run('gate', 'show', outcome.id);
  expect(stdout).toMatch(/who attacks it +it gets +candidate gets +gain +loss/);
  expect(stdout).toMatch(new RegExp(`\\n${toIt.ref} +learned +-`));
});

test('[GT7] a best response is trained against the candidate within the gate if that is asked for', async () => {
  const { ref, id } = await plantAgent(agents(), SHEEP, { seed: 31 });
  const { code, stdout } = await run('gate', 'run', '--candidate', ref, '--respond', '0.000001', '--json');
  expect(code).toBe(0);
  const { ladder = [], notes } = JSON.parse(stdout) as Outcome;
  const [, digits = ''] = /iterations: agent:([0-9a-f]+)\.$/.exec(notes[0] ?? '') ?? [];
  expect(ladder).toContainEqual(expect.objectContaining({ ref: `agent:${digits}`, kind: 'learned' }));
  const { meta } = await findAgent(`agent:${digits}`, agentPlaces(scratch()));
  expect(meta).toMatchObject({ exploits: { version: id }, training: { iterations: expect.any(Number) } });
  expect(isForPeople(meta)).toBe(false);
  expect(await run('gate', 'run', '--candidate', ref, '--respond', 'long')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--respond: expected minutes, 0 or more, got "long"'),
  });
});

test('[GT8] where the live agent’s files are damaged, the candidate is judged beside the one before it', async () => {
  const before = await liveNow();
  const { ref, id, folder } = await plantAgent(agents(), TIT_FOR_TAT, { seed: 41 });
  const promoted = await run('promote', '--candidate', ref, '--why', 'to be torn', '--force');
  expect(promoted.code).toBe(0);
  writeFileSync(join(folder, 'weights.safetensors'), 'torn');
  const outcome = await gate((await plantAgent(agents(), KIND_TIT_FOR_TAT, { seed: 42 })).ref);
  expect(outcome).toMatchObject({ live: before, verdict: { kind: 'pass' } });
  expect(outcome.notes).toEqual([expect.stringMatching(/^The live agent was left out: .*weights/s)]);
  expect(await liveNow()).toBe(id);
});

test('[GT9] models of people and agents outside the data folder are no candidates, nor live by anybody’s word', async () => {
  const { ref } = await plantAgent(agents(), TIT_FOR_TAT, {
    seed: 51,
    facts: { algorithm: 'behaviour-cloning' },
  });
  const { folder } = await plantAgent(join(scratch(), 'elsewhere'), TIT_FOR_TAT, { seed: 52 });
  const { stdout } = await run('registry', '--game', 'ipd', '--json');
  for (const [candidate, said] of [
    [ref, /expected a candidate, got a model of people/],
    [`agent:${folder}`, /expected one agent in .* got none/],
  ] as const) {
    for (const args of [
      ['gate', 'run', '--candidate', candidate, '--respond', '0'],
      ['promote', '--candidate', candidate, '--why', 'I like it', '--force'],
    ]) {
      const refused = await run(...args);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toMatch(said);
    }
  }
  expect((await run('registry', '--game', 'ipd', '--json')).stdout).toBe(stdout);
});
