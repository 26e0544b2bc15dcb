import { afterAll, describe, expect, test } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { lockTrainer, readState, stateFile } from '../../../models/background/stateFile.ts';
import { trainerConfig } from '../../../models/background/trainerConfig.ts';
import { changeRegistry } from '../../../models/checkpoints/agentRegistry.ts';
import { findAgent, listAgents, releasedIds } from '../../../models/checkpoints/agents.ts';
import { readRunConfig } from '../../../models/trainer/runFolder.ts';
import { move } from '../../../shared/lifecycle/changes.ts';
import { runCli } from '../../../models/cli/runCli.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';
import { removeTemporaryFolders } from '../../fixtures/temporaryFolder.ts';
import { makeTrainerHouse, QUICK } from '../../fixtures/trainerHouse.ts';

afterAll(removeTemporaryFolders);

describe('the background trainer', () => {
  test('[BT2] a turn trains on from the live agent beside others and hands a candidate to the gate', async () => {
    const house = makeTrainerHouse();
    const { state } = await house.run({ turns: 1 });
    const [turn] = state.done;
    const live = (await findAgent('agent:released/ipd/reciprocal', house.places)).meta.id;
    expect(turn).toMatchObject({ game: 'ipd', outcome: 'refused', why: 'it looks at nobody', parent: live });
    const { meta } = await findAgent(`agent:${turn?.agent}`, house.places);
    expect(meta.parent).toBe(live);
    expect(meta.training).toMatchObject({ command: 'background trainer, turn 0', iterations: 2 });
    const { config, from } = readRunConfig(join(house.data, 'runs', 'trainer-ipd-improve-000000'));
    expect(from).toEqual({ parent: live, past: [] });
    expect(config.opponents).toHaveLength(3);
    for (const { share } of config.opponents) expect(share).toBeCloseTo(0.2 / 3);
    expect(config.critic.start).toBe('zero');
    expect(house.lines[0]).toMatch(/no models of people yet/);
    expect(house.lines[1]).toMatch(/^turn 0, ipd, candidate: agent:\w{12} after 2 iterations, refused/);
  });

  test('[BT10] its state and `trainer status` tell whose decisions went into a turn', async () => {
    const house = makeTrainerHouse();
    const { state } = await house.run({ turns: 1 });
    const sources = state.done[0]?.sources ?? {};
    expect(Object.values(sources).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3);
    // The other seat of a quarter of the games, and of a fifth, as far as whole games go.
    expect(sources['past selves from before']).toBeCloseTo(0.125, 2);
    expect(sources['scripted']).toBeCloseTo(0.1, 1);
    expect(sources['moves of people']).toBe(0);
    writeFileSync(join(house.data, 'trainer', 'config.json'), JSON.stringify(QUICK));
    const context = makeCliContext({ directory: house.places.directory });
    expect(await runCli(['trainer', 'status'], context)).toBe(0);
    expect(context.stdout.text).toMatch(/^The trainer: not running\. Turns begun: 1 \(ipd 1\)\./);
    expect(context.stdout.text).toMatch(/decisions by: .*past selves from before 12\.5 %/);
    const json = makeCliContext({ directory: house.places.directory });
    expect(await runCli(['trainer', 'status', '--json'], json)).toBe(0);
    expect(JSON.parse(json.stdout.text)).toMatchObject({ next: { turn: 1, game: 'ipd' }, isRunning: false });
  });

  test('[BT3] a best response to the live agent is kept as its exploiter and meets no gate', async () => {
    const config = trainerConfig.parse({ ...QUICK, respondEvery: 1 });
    const house = makeTrainerHouse({ config, gate: () => Promise.reject(new Error('expected no gate')) });
    const { state } = await house.run({ turns: 1 });
    const [turn] = state.done;
    expect(turn).toMatchObject({ kind: 'respond', outcome: 'response', parent: null });
    const { meta } = await findAgent(`agent:${turn?.agent}`, house.places);
    expect(meta.exploits?.version).toBe(
      (await findAgent('agent:released/ipd/reciprocal', house.places)).meta.id,
    );
  });

  test('[BT4] a candidate on which the gate has decided is not handed to it again', async () => {
    const house = makeTrainerHouse();
    const first = await house.run({ turns: 1 });
    const turn = first.state.done[0]!;
    const job = JSON.parse(readFileSync(stateFile(house.data), 'utf8')) as Record<string, unknown>;
    // As if it had died between the gate's line in the journal and its own state.
    const current = {
      job: { ...makeJob(turn.parent ?? ''), turn: 0 },
      folder: join(house.data, 'runs', 'trainer-ipd-improve-000000'),
      phase: 'judging',
      attempts: 1,
      agent: turn.agent,
      iterations: 2,
      share: 0,
    };
    writeFileSync(stateFile(house.data), JSON.stringify({ ...job, done: [], current }));
    const { state } = await house.run({ turns: 1 });
    expect(state.done[0]).toMatchObject({ agent: turn.agent, outcome: 'refused' });
    const journal = readFileSync(join(house.data, 'registry', 'journal.jsonl'), 'utf8');
    expect(journal.trim().split('\n')).toHaveLength(2);
  });

  test('[BT6] a full disk: one line, it waits, and goes on when there is room', async () => {
    const house = makeTrainerHouse();
    mkdirSync(join(house.data, 'trainer'), { recursive: true });
    const draft = `${stateFile(house.data)}.writing`;
    symlinkSync('/dev/full', draft);
    await house.run({ sleeps: 3 });
    expect(house.lines.filter((line) => line.includes('the disk is full'))).toHaveLength(1);
    expect(existsSync(stateFile(house.data))).toBe(false);
    rmSync(draft);
    const { state } = await house.run({ turns: 1 });
    expect(state.done).toHaveLength(1);
    expect(readState(house.data)).toMatchObject({ kind: 'state', state: { turns: 1 } });
  });

  test('[BT6] a clock that goes back breaks nothing and is told of', async () => {
    let now = 2_000_000_000_000;
    const house = makeTrainerHouse({ now: () => (now -= 3_600_000) });
    const { state } = await house.run({ turns: 2 });
    expect(house.lines).toContainEqual(expect.stringMatching(/clock was set back by \d+ s; turns go on/));
    expect(state.done.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
    expect(state.done[1]!.at).toBeLessThan(state.done[0]!.at);
  });

  test('[BT6] without the live agent’s weights a turn starts from the one before it, as rooms play that one', async () => {
    const house = makeTrainerHouse();
    const first = (await house.run({ turns: 1 })).state.done[0]?.agent ?? '';
    const released = await releasedIds(house.places);
    changeRegistry(house.places, released, {
      now: 1,
      decide: (state) => [
        move(state, { game: 'ipd', agent: first }, 'live', { who: 'Ann', why: 'a try', evidence: null }),
      ],
    });
    const { folder } = await findAgent(`agent:${first}`, house.places);
    writeFileSync(join(folder, 'weights.safetensors'), 'rubbish');
    const { state } = await house.run({ turns: 2 });
    expect(state.done[1]).toMatchObject({ outcome: 'refused', parent: released['ipd'] });
    const told = house.lines.filter((line) => line.startsWith(`does without agent:${first.slice(0, 12)}`));
    expect(told).toEqual([expect.stringContaining('weights.safetensors')]);
  });

  test('[BT6] damaged past selves and best responses are done without, each told of once', async () => {
    const config = trainerConfig.parse({ ...QUICK, respondEvery: 2, mix: { bestResponses: 0.4 } });
    const house = makeTrainerHouse({ config });
    await house.run({ turns: 2 });
    const read = readState(house.data);
    const response = read.kind === 'state' ? read.state.done[1]?.agent : null;
    const { folder } = await findAgent(`agent:${response}`, house.places);
    writeFileSync(join(folder, 'weights.safetensors'), 'rubbish');
    const { state } = await house.run({ turns: 5 });
    expect(state.done.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'response',
      'refused',
      'response',
      'refused',
    ]);
    expect(house.lines.filter((line) => line.startsWith('does without'))).toHaveLength(1);
  });

  test('[BT6] weights that are damaged in the middle of a turn end it with a reason, not the trainer', async () => {
    const house = makeTrainerHouse();
    const { state } = await house.run({ turns: 1 });
    const agent = state.done[0]?.agent ?? '';
    const { folder } = await findAgent(`agent:${agent}`, house.places);
    writeFileSync(join(folder, 'weights.safetensors'), 'rubbish');
    const current = {
      job: { ...makeJob(agent), turn: 1 },
      folder: join(house.data, 'runs', 'trainer-ipd-improve-000001'),
      phase: 'training',
      attempts: 1,
      agent: null,
      iterations: 0,
      share: 0,
    };
    writeFileSync(stateFile(house.data), JSON.stringify({ ...state, current }));
    const after = await house.run({ turns: 2 });
    expect(after.state.done[1]).toMatchObject({ outcome: 'failed' });
    expect(after.state.done[1]?.why).toMatch(/weights\.safetensors/);
    expect(after.state.current).toBeNull();
  });

  test('[BT6] a state that cannot be read is put aside, and turns begin anew', async () => {
    const house = makeTrainerHouse();
    mkdirSync(join(house.data, 'trainer'), { recursive: true });
    writeFileSync(stateFile(house.data), '{"torn');
    const { state } = await house.run({ turns: 1 });
    expect(state.done).toHaveLength(1);
    expect(house.lines[0]).toMatch(/begins its turns anew/);
    expect(readFileSync(`${stateFile(house.data)}.damaged`, 'utf8')).toBe('{"torn');
  });

  test('[BT6] a turn that was begun five times and got nowhere is given up', async () => {
    const house = makeTrainerHouse({
      gate: () => {
        throw new TypeError('a fault of the program');
      },
    });
    for (let i = 0; i < 5; i += 1) await expect(house.run({ turns: 1 })).rejects.toThrow('a fault');
    const { state } = await house.run({ turns: 1 });
    expect(state.done[0]).toMatchObject({ outcome: 'failed', why: expect.stringContaining('given up') });
  });

  test('[BT5] only one trainer has a data folder', () => {
    const house = makeTrainerHouse();
    const unlock = lockTrainer(house.data);
    expect(lockTrainer(house.data)).toBeUndefined();
    unlock?.();
    const again = lockTrainer(house.data);
    expect(again).toBeDefined();
    again?.();
  });

  test('[BT9] what nobody needs is deleted after a turn, unless the log cannot be asked', async () => {
    const config = trainerConfig.parse({ ...QUICK, keep: 1 });
    const blind = makeTrainerHouse({ config, usedAgents: () => Promise.resolve(undefined) });
    await blind.run({ turns: 3 });
    const inPlace = async () => (await listAgents({ ...blind.places, released: '' })).agents.length;
    expect(await inPlace()).toBe(3);
    expect(readdirSync(join(blind.data, 'runs'))).toEqual(['trainer-ipd-improve-000002']);
    const seeing = makeTrainerHouse({ config, data: blind.data, places: blind.places });
    await seeing.run({ turns: 4 });
    expect(await inPlace()).toBe(1);
  });
});

function makeJob(parent: string) {
  return { kind: 'improve', game: 'ipd', seed: 1, parent, past: [], target: null, pool: 0, opponents: [] };
}
