import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CliContext } from '../../../models/cli/context.ts';
import { runCli } from '../../../models/cli/runCli.ts';
import { GAME_IDS, gameById } from '../../../shared/games/registry.ts';
import { logEventSchema } from '../../../shared/log/events.ts';
import { parseLog } from '../../../shared/log/jsonLines.ts';
import { replay } from '../../../shared/log/replay.ts';
import { makeCliContext } from '../../fixtures/makeCliContext.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function run(args: readonly string[], overrides: Partial<CliContext> = {}) {
  const context = makeCliContext({ directory, ...overrides });
  const code = await runCli(args, context);
  return { code, stdout: context.stdout.text, stderr: context.stderr.text };
}

const simulateIpd = (...flags: string[]) => ['simulate', '--game', 'ipd', ...flags];
const PAIR = 'scripted:tit-for-tat,scripted:always-cooperate';

describe('listing what there is', () => {
  test('[CLI3] games --json is one document with every game and its parameters', async () => {
    const { code, stdout, stderr } = await run(['games', '--json']);
    const games = JSON.parse(stdout) as { id: string; params: unknown; seats: number }[];
    expect({ code, stderr, ids: games.map(({ id }) => id) }).toEqual({ code: 0, stderr: '', ids: GAME_IDS });
    expect(games[0]).toMatchObject({ id: 'ipd', seats: 2, params: { rounds: 16, payoffs: { cd: -3 } } });
  });

  test('[CLI3] games prints a readable page per game', async () => {
    const { code, stdout } = await run(['games']);
    expect(code).toBe(0);
    for (const id of GAME_IDS) expect(stdout).toContain(`${id}: `);
    expect(stdout).toContain('actions: cooperate, defect');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(500);
  });

  test('[CLI3] players --game lists that game only; its references can be used as they stand', async () => {
    const { stdout } = await run(['players', '--game', 'ipd', '--json']);
    const players = JSON.parse(stdout) as { ref: string; game: string }[];
    expect(new Set(players.map(({ game }) => game))).toEqual(new Set(['ipd']));
    const refs = players.map(({ ref }) => ref);
    expect(refs).toEqual(expect.arrayContaining(['scripted:tit-for-tat', 'scripted:random']));
  });

  test.each(GAME_IDS)(
    '[CLI8][CLI10] every player of %s plays from the list, and its log replays',
    async (game) => {
      const { numSeats } = gameById(game).spec(gameById(game).params.parse({}));
      const { stdout } = await run(['players', '--game', game, '--json']);
      for (const { ref } of JSON.parse(stdout) as { ref: string }[]) {
        const flags = [
          '--seats',
          `${ref}*${numSeats}`,
          '--episodes',
          '1',
          '--steps',
          '12',
          '--log',
          `${game}.jsonl`,
        ];
        expect({ ref, ...(await run(['simulate', '--game', game, ...flags])) }).toMatchObject({
          ref,
          code: 0,
        });
        const events = parseLog(readFileSync(join(directory, `${game}.jsonl`), 'utf8'));
        expect(replay(events)).toMatchObject({ steps: 12, status: 'truncated' });
      }
    },
  );
});

describe('simulate', () => {
  test('[CLI4] --json has exactly the keys that others read', async () => {
    const { code, stdout, stderr } = await run(simulateIpd('--seats', PAIR, '--episodes', '4', '--json'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const seat = { meanReturn: -16, seReturn: 0, meanPerStep: -1 };
    expect(JSON.parse(stdout)).toEqual({
      game: 'ipd',
      rulesVersion: 1,
      episodes: 4,
      steps: 64,
      seed: 1,
      seats: [
        { ref: 'scripted:tit-for-tat', ...seat },
        { ref: 'scripted:always-cooperate', ...seat },
      ],
      perCapitaReturn: -16,
      events: { 'mutual-cooperation': 64 },
      stepsPerSecond: expect.any(Number),
    });
  });

  test('[CLI5] the same command gives the same document, another seed another one', async () => {
    const flags = simulateIpd('--seats', 'scripted:random*2', '--json');
    const first = await run([...flags, '--seed', '3']);
    expect(await run([...flags, '--seed', '3'])).toEqual(first);
    const other = JSON.parse((await run([...flags, '--seed', '4'])).stdout) as { seats: unknown };
    expect(other.seats).not.toEqual((JSON.parse(first.stdout) as { seats: unknown }).seats);
  });

  test('[CLI6] --steps makes exactly so many steps an episode', async () => {
    const { stdout } = await run(simulateIpd('--seats', PAIR, '--episodes', '3', '--steps', '5', '--json'));
    expect(JSON.parse(stdout)).toMatchObject({ episodes: 3, steps: 15 });
  });

  test('[CLI7] one episode has no standard error', async () => {
    const { stdout } = await run(simulateIpd('--seats', PAIR, '--episodes', '1', '--json'));
    expect(JSON.parse(stdout)).toMatchObject({ seats: [{ seReturn: null }, { seReturn: null }] });
  });

  test('[CLI4] --params lies over --preset', async () => {
    const flags = simulateIpd('--seats', PAIR, '--preset', 'uncertain', '--params', '{"continuation":1}');
    const { stdout } = await run([...flags, '--episodes', '1', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ steps: 100 });
  });

  test('[CLI8] REF*N repeats, and commas in options do not separate', async () => {
    const { stdout } = await run(simulateIpd('--seats', 'scripted:random({})*2', '--json'));
    const { seats } = JSON.parse(stdout) as { seats: { ref: string }[] };
    expect(seats.map(({ ref }) => ref)).toEqual(['scripted:random({})', 'scripted:random({})']);
  });

  test('[CLI3] without --json it prints a table', async () => {
    const { code, stdout } = await run(simulateIpd('--seats', PAIR, '--episodes', '2'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/2 episodes, 32 steps, seed 1/);
    expect(stdout).toMatch(/0 {2}scripted:tit-for-tat +-16\.000 +0\.000 +-1\.0000/);
    expect(stdout).toMatch(/per capita +-16\.000/);
    expect(stdout).toMatch(/mutual-cooperation +32 +1\.0000/);
  });

  test('[CLI10] --log writes the decisions as JSON lines of the research log', async () => {
    const { code } = await run(
      simulateIpd('--seats', PAIR, '--episodes', '2', '--log', 'run.jsonl', '--json'),
    );
    expect(code).toBe(0);
    const lines = readFileSync(join(directory, 'run.jsonl'), 'utf8').trimEnd().split('\n');
    const events = lines.map((line) => logEventSchema.parse(JSON.parse(line)));
    expect(events).toHaveLength(2 * (1 + 16 * 3 + 1));
    const started = events.filter(({ kind }) => kind === 'episode.started');
    expect(started.map(({ episode }) => episode)).toEqual(['episode-1', 'episode-2']);
  });

  test('[CLI15] ctrl-C sums up what is finished and fails; a script gets no half document', async () => {
    const onInterrupt: CliContext['onInterrupt'] = (callback) => {
      callback();
      return () => undefined;
    };
    const flags = simulateIpd('--seats', PAIR, '--episodes', '50');
    const forReaders = await run(flags, { onInterrupt });
    expect(forReaders).toMatchObject({ code: 1, stderr: 'failed: stopped after 1 of 50 episodes\n' });
    expect(forReaders.stdout).toContain('1 episode, 16 steps');
    expect(await run([...flags, '--json'], { onInterrupt })).toEqual({ ...forReaders, stdout: '' });
  });
});

describe('wrong usage', () => {
  const good = ['--seats', PAIR];
  test.each<[string, string[], string]>([
    ['no game', ['simulate', ...good], '--game: expected a game (ipd'],
    ['unknown game', ['simulate', '--game', 'chess', ...good], ', got "chess"'],
    ['unknown game of players', ['players', '--game', 'chess'], '--game: expected a game (ipd'],
    ['no seats', simulateIpd(), '--seats: expected one player per seat'],
    ['too many seats', simulateIpd('--seats', 'scripted:random*3'), 'expected 2 seats for ipd, got 3'],
    ['too few seats', simulateIpd('--seats', 'scripted:random'), 'expected 2 seats for ipd, got 1'],
    [
      'an empty seat',
      simulateIpd('--seats', 'scripted:random,'),
      '--seats: expected players as REF[,REF...]',
    ],
    [
      'unknown player',
      simulateIpd('--seats', 'scripted:x*2'),
      '--seats: expected a scripted player of ipd (',
    ],
    ['wrong form', simulateIpd('--seats', 'random*2'), '--seats: expected a player as scripted:NAME'],
    ['bad options', simulateIpd('--seats', 'scripted:random({p})*2'), 'expected JSON options'],
    [
      'unknown preset',
      simulateIpd(...good, '--preset', 'x'),
      '--preset: expected a preset of ipd (paper, uncertain), got "x"',
    ],
    [
      'bad JSON',
      simulateIpd(...good, '--params', '{rounds:3}'),
      "--params: expected a JSON object such as '{",
    ],
    ['no object', simulateIpd(...good, '--params', '[1]'), '--params: expected a JSON object'],
    ['bad parameter', simulateIpd(...good, '--params', '{"rounds":"x"}'), '→ at rounds'],
    ['unknown parameter', simulateIpd(...good, '--params', '{"round":3}'), 'Unrecognized key: "round"'],
    [
      'no number',
      simulateIpd(...good, '--episodes', 'ten'),
      '--episodes: expected a whole number from 1 to 1000000, got "ten"',
    ],
    ['a fraction', simulateIpd(...good, '--steps', '1.5'), '--steps: expected a whole number from 1'],
    ['a negative seed', simulateIpd(...good, '--seed', '-1'), '--seed: expected a whole number from 0 to'],
    [
      'a flag without its value',
      simulateIpd(...good, '--episodes'),
      '--episodes <N>: number of episodes, a whole number',
    ],
    ['an unknown flag', simulateIpd(...good, '--sed', '1'), 'Did you mean --seed?'],
    ['an unknown command', ['simulat'], "unknown command 'simulat'\n(Did you mean simulate?)"],
    [
      'an unknown bench',
      ['bench', 'gems'],
      'bench: expected games, train, server, log, inference, rooms, trainer or nothing, got "gems"',
    ],
    ['a stray word', ['games', 'ipd'], 'too many arguments'],
    [
      'no folder for the log',
      simulateIpd(...good, '--log', 'no/such/file'),
      '--log: expected a file that can be written',
    ],
    ['no module', simulateIpd('--seats', 'module:no.mjs*2'), '--seats: module:no.mjs: cannot read'],
  ])('[CLI2] %s ends with 2 and says what was expected', async (_title, args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^wrong usage: /);
    expect(stderr).toMatch(/\nTry: npm run -s cli -- .*--help\n$/);
  });

  test('[CLI2] nothing at all shows the help and ends with 2', async () => {
    const { code, stderr } = await run([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Examples:');
  });
});

describe('failure', () => {
  test('[CLI1][CLI9] a fault of an own player ends with 1, in one line that says where', async () => {
    const decide = "() => { throw new Error('oh') }";
    const source = `export const player = { name: 'own', game: '*', summary: '', sees: 'seat', begin: () => 0, decide: ${decide} };`;
    writeFileSync(join(directory, 'own.mjs'), source);
    const { code, stderr } = await run(simulateIpd('--seats', 'scripted:random,module:./own.mjs'));
    expect(code).toBe(1);
    expect(stderr).toBe(
      'failed: module:./own.mjs (own) in seat 1, step 0: Error: oh (set DEBUG=1 to see where)\n',
    );
  });

  test('[CLI13] a crash is one line without a stack', async () => {
    const crash = () => Promise.reject(new Error('the disk is gone'));
    const { code, stderr } = await run(['replay', 'x'], { runServerScript: crash });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'failed: the disk is gone (set DEBUG=1 to see where)\n',
    });
  });
});

describe('help', () => {
  const commands = ['games', 'players', 'simulate', 'bench'];
  test.each([[['--help']], ...commands.map((name) => [[name, '--help']]), [['bench', 'games', '--help']]])(
    '[CLI11] %j teaches with an example and ends with 0',
    async (args) => {
      const { code, stdout, stderr } = await run(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/Usage: commonground/);
      expect(stdout).toMatch(/Examples:\n {2}npm run -s cli -- /);
    },
  );

  test('[CLI11] help COMMAND says the same as COMMAND --help', async () => {
    for (const name of commands) expect(await run(['help', name])).toEqual(await run([name, '--help']));
  });

  test('[CLI11] an unknown command has no help', async () => {
    for (const args of [
      ['help', 'gamez'],
      ['gamez', '--help'],
    ]) {
      const { code, stderr } = await run(args);
      expect(code).toBe(2);
      expect(stderr).toContain('Did you mean games?');
    }
  });

  test('[CLI11] help alone is --help', async () => {
    expect(await run(['help'])).toEqual(await run(['--help']));
  });

  test('[CLI11] --version prints the version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: '0.0.0-test\n', stderr: '' });
  });
});

describe('commands of the server', () => {
  test.each<[string[], string, string[]]>([
    [['replay', 'run.jsonl'], 'replay', ['run.jsonl']],
    [['export', '--out', 'x', '--format', 'csv'], 'export', ['--out', 'x', '--format', 'csv']],
    [['exploiters', '--at-once', '2'], 'exploiters', ['--at-once', '2']],
    [['standing', '--json'], 'standing', ['--json']],
    [['crowd', '--people', '3'], 'crowd', ['--people', '3']],
    [['bench', 'server', '--json'], 'benchServer', ['--json']],
    [['replay', '--help'], 'replay', ['--help']],
    [['help', 'export'], 'export', ['--help']],
    [['help', 'bench', 'log'], 'benchLog', ['--help']],
    [['bench', '--json', 'log'], 'benchLog', ['--json']],
    [['bench', 'log', '--rooms', '3'], 'benchLog', ['--rooms', '3']],
  ])('[CLI12] %j hands its arguments on and passes the exit code through', async (args, script, handed) => {
    const calls: unknown[] = [];
    const runServerScript: CliContext['runServerScript'] = (...call) => {
      calls.push(call);
      return Promise.resolve({ exitCode: 3, output: '' });
    };
    expect(await run(args, { runServerScript })).toEqual({ code: 3, stdout: '', stderr: '' });
    expect(calls).toEqual([[script, handed, { stdout: 'inherited' }]]);
  });
});
