import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { firstState, writeState } from '../../../models/background/stateFile.ts';
import { OpsDesk } from '../../../server/ops/opsDesk.ts';
import type { CommandOutput } from '../../../server/ops/sources/commandLine.ts';
import { formatLog } from '../../../shared/log/jsonLines.ts';
import type { OpsAction, TrainingJob } from '../../../shared/protocol/ops.ts';
import { makeEpisodeLog } from '../../fixtures/episodeLog.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../fixtures/temporaryFolder.ts';

/** Files of a test are made by the machine's clock. */
const NOW = Date.now();
const FINE: CommandOutput = { exitCode: 0, stdout: '[]', stderr: '' };

let data = '';
let calls: string[][] = [];
let exportCalls: string[][] = [];
let output: (args: readonly string[]) => CommandOutput;
let desk: OpsDesk;

beforeEach(() => {
  data = temporaryFolder();
  calls = [];
  exportCalls = [];
  output = () => FINE;
  desk = new OpsDesk({
    dataFolder: data,
    resultsFolder: join(data, 'no-results'),
    clock: { now: () => NOW, after: () => () => undefined },
    run: (args) => {
      calls.push([...args]);
      return Promise.resolve(output(args));
    },
    runExport: (args) => {
      exportCalls.push([...args]);
      return Promise.resolve(output(args));
    },
    isAtHand: (_game, id) => id === 'here',
  });
});
afterAll(removeTemporaryFolders);

const ask = async (name: string, body: unknown = {}): Promise<unknown> => {
  const reply = await desk.answer(name, body, '10.0.0.7');
  return reply.ok ? reply.answer : reply.message;
};
const actions = async (): Promise<OpsAction[]> => (await ask('actions')) as OpsAction[];

describe('orders', () => {
  test('[OP14] a roll-back is the command of that name, written down before and after, with who, why and from where', async () => {
    output = () => ({ exitCode: 0, stdout: 'Live in ipd: agent:abc.', stderr: '' });
    const order = { game: 'ipd', who: 'Ann', why: 'people complain' };
    expect(await ask('roll-back', order)).toBe('Live in ipd: agent:abc.');
    expect(calls).toEqual([
      ['rollback', '--game', 'ipd', '--who=Ann', '--why=people complain', '--data', data],
    ]);
    expect(await actions()).toEqual([
      expect.objectContaining({ what: 'roll-back', who: 'Ann', outcome: 'done' }),
      {
        at: NOW,
        what: 'roll-back',
        who: 'Ann',
        address: '10.0.0.7',
        body: { game: 'ipd', why: 'people complain' },
        outcome: 'begun',
      },
    ]);
  });

  test('[OP14] a command that fails is told in its own words, and so is written down', async () => {
    const stderr = 'failed: expected an earlier live agent of ipd to go back to, got none\nTry: help\n';
    output = () => ({ exitCode: 1, stdout: '', stderr });
    const words = 'failed: expected an earlier live agent of ipd to go back to, got none';
    expect(await ask('roll-back', { game: 'ipd', who: 'Ann', why: 'x' })).toBe(words);
    expect((await actions())[0]).toMatchObject({ outcome: `failed: ${words}` });
  });

  test.each([
    ['roll-back', { game: 'ipd', who: 'Ann' }],
    ['roll-back', { game: 'ipd', who: ' ', why: 'x' }],
    ['roll-back', { game: '--force', who: 'Ann', why: 'x' }],
    ['promote', { agent: '../x', who: 'Ann', why: 'x' }],
    ['evidence', { id: '../../secret' }],
    ['watch', { game: 'ipd', players: ['scripted:grim', 'module:./evil.mjs'], who: 'Ann' }],
    ['constructor', {}],
    [7, {}],
  ])('[OP14] %j with %j is refused, runs nothing and is no action', async (name, body) => {
    expect(await desk.answer(name, body, '')).toMatchObject({ ok: false });
    expect(calls).toEqual([]);
    expect(await actions()).toEqual([]);
  });

  test('[OP14] what cannot be written down is not done', async () => {
    mkdirSync(join(data, 'ops-actions.jsonl'));
    expect(await desk.answer('pin', { game: 'ipd', who: 'Ann', why: 'x' }, '')).toMatchObject({ ok: false });
    expect(calls).toEqual([]);
  });
});

describe('questions', () => {
  test('[OP15] registry, standing exploiters and people come from the command line, with this data folder', async () => {
    await ask('registry');
    await ask('standing', { by: 'hour' });
    await ask('people', { simulated: true });
    expect(calls).toEqual([
      ['registry', '--json', '--data', data],
      ['standing', '--by', 'hour', '--json', '--data', data],
      ['report', '--json', '--data', data, '--simulated'],
    ]);
    expect(await actions()).toEqual([]);
  });

  test('[OP15] an empty data folder has no jobs, leagues, exports and actions, and none is a fault', async () => {
    for (const name of ['jobs', 'leagues', 'exports', 'actions']) expect(await ask(name)).toEqual([]);
    expect(await ask('evidence', { id: 'abcdef' })).toBe(
      'expected evidence of the gate, got abcdef, of which there is none',
    );
  });

  test('[OP15] what the background trainer does now, as its state says', async () => {
    expect(await ask('trainer')).toEqual({ doing: null, turns: 0, current: null });
    writeState(data, { ...firstState(7), doing: 'waiting for people to meet the candidates', turns: 3 });
    expect(await ask('trainer')).toEqual({
      doing: 'waiting for people to meet the candidates',
      turns: 3,
      current: null,
    });
  });

  test('[OP15] training jobs: curves of every run, thinned to the last line, whatever else its files have', async () => {
    const line = (i: number) => ({
      iteration: i,
      agentSteps: 10 * i,
      reward: i / 100,
      rewards: { self: null },
    });
    const lines = Array.from({ length: 1001 }, (_, i) => JSON.stringify(line(i)));
    put('runs/ipd-001/metrics.jsonl', `${lines.join('\n')}\n{"torn`);
    put('runs/ipd-001/config.json', '{"seed": 3, "config": {"game": "ipd", "algorithm": "loqa"}, "more": 1}');
    put('runs/coin/102/metrics.jsonl', '');
    put('runs/coin/102/config.json', '{"config": {"game": "coin", "algorithm": "ppo"}}');
    put('runs/coin/102/result.json', '{}');
    put('runs/broken/metrics.jsonl', '');
    const jobs = ((await ask('jobs')) as TrainingJob[]).toSorted((a, b) => a.name.localeCompare(b.name));
    expect(jobs).toMatchObject([
      { name: 'coin/102', game: 'coin', algorithm: 'ppo', seed: null, state: 'ended', points: [] },
      { name: 'ipd-001', game: 'ipd', algorithm: 'loqa', seed: 3, state: 'running' },
    ]);
    expect(jobs[1]?.points.length).toBeLessThanOrEqual(200);
    expect(jobs[1]?.points.at(-1)).toEqual({
      agentSteps: 10_000,
      reward: 10,
      self: null,
      logLikelihood: null,
    });
  });

  test('[OP15] a league is shown by families; a cell can be watched where both have a player at hand', async () => {
    const groups = [
      {
        label: 'A',
        players: [
          { ref: 'agent:gone', version: 'gone' },
          { ref: 'agent:here', version: 'here' },
        ],
      },
      { label: 'B', players: [{ ref: 'agent:gone', version: 'gone' }] },
      { label: 'grim', players: [{ ref: 'scripted:grim', version: '1' }] },
    ];
    const cells = Array.from({ length: 9 }, (_, i) => ({ mean: i }));
    put('leagues/may.json', JSON.stringify({ game: 'ipd', groups, cells }));
    put('leagues/notes.json', '{"a": 1}');
    expect(await ask('leagues')).toEqual([
      {
        name: 'may.json',
        game: 'ipd',
        labels: ['A (2)', 'B', 'grim'],
        players: ['agent:here', null, 'scripted:grim'],
        cells: [
          [0, 1, 2],
          [3, 4, 5],
          [6, 7, 8],
        ],
      },
    ]);
  });

  test('[OP16] a pair of a league plays one game, which can be looked at like any other and stands in no log', async () => {
    const log = makeEpisodeLog({ episode: 'shown' });
    output = (args) => {
      writeFileSync(args[args.indexOf('--log') + 1] as string, formatLog(log));
      return FINE;
    };
    const players = ['scripted:grim', 'agent:released/ipd/reciprocal'];
    expect(await ask('watch', { game: 'ipd', players, who: 'Ann' })).toBe('shown');
    expect(calls[0]?.slice(0, 7)).toEqual([
      'simulate',
      '--game',
      'ipd',
      '--seats',
      players.join(','),
      '--episodes',
      '1',
    ]);
    expect(desk.shown('shown')).toEqual(log);
    expect(desk.shown('unknown')).toEqual([]);
  });
});

test('[OP17] an export is made into the data folder; its files are for who has a ticket, and nothing else is', async () => {
  output = (args) => {
    const out = args[args.indexOf('--out') + 1] as string;
    mkdirSync(out);
    writeFileSync(join(out, 'manifest.json'), '{"format": "csv"}');
    writeFileSync(join(out, 'episodes.csv'), 'episode\n');
    return FINE;
  };
  const name = await ask('export', { format: 'csv', simulated: true, who: 'Ann' });
  // In a line of its own: no panel waits for it.
  expect(calls).toEqual([]);
  expect(exportCalls[0]).toContain('--simulated');
  const [listed] = (await ask('exports')) as { name: string; manifest: unknown; ticket: string }[];
  expect(listed).toMatchObject({ name, manifest: { format: 'csv' } });
  const file = desk.exports.fileOf(listed?.ticket ?? '', 'episodes.csv');
  expect(readFileSync(file ?? '', 'utf8')).toBe('episode\n');
  expect(desk.exports.fileOf('guess', 'episodes.csv')).toBeUndefined();
  for (const other of ['../../commonground.sqlite', '..', 'nothing.csv'])
    expect(desk.exports.fileOf(listed?.ticket ?? '', other)).toBeUndefined();
});

function put(path: string, text: string): void {
  const file = join(data, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
