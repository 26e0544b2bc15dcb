import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gameById } from '../../../shared/games/registry.ts';
import { playEpisode } from '../../../shared/playEpisode.ts';
import { resolvePlayers } from '../../../models/players/resolvePlayers.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'players-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const FIELDS = {
  name: "'own'",
  game: "'ipd'",
  summary: "'A player.'",
  sees: "'seat'",
  begin: '() => 0',
  decide: '({ memory }) => ({ action: memory % 2, memory: memory + 1 })',
};

/** Writes a module whose player has these fields (source text; undefined leaves one out). @returns its reference */
function moduleWith(file: string, fields: Partial<Record<string, string | undefined>> = {}): string {
  const lines = Object.entries({ ...FIELDS, ...fields }).filter(([, source]) => source !== undefined);
  const source = `export const player = { ${lines.map(([name, text]) => `${name}: ${text}`).join(', ')} };\n`;
  writeFileSync(join(directory, file), source);
  return `module:./${file}`;
}

const resolve = (...refs: string[]) => resolvePlayers('ipd', refs, { directory, codeVersion: 'test' });

async function play(ref: string): Promise<readonly number[]> {
  const game = gameById('ipd');
  const players = await resolve(ref, 'scripted:always-cooperate');
  return playEpisode({ game, params: game.params.parse({}), seed: 1, players }).returns;
}

describe('players by reference', () => {
  test('[CLI8] a scripted player is found with its options, and the log knows its version', async () => {
    const [player] = await resolve('scripted:tit-for-tat');
    expect(player?.definition.name).toBe('tit-for-tat');
    expect(player?.controller).toEqual({ kind: 'scripted', id: 'scripted:tit-for-tat', version: 'test' });
  });

  test('[CLI8] an unknown name lists those there are, options that do not fit say which', async () => {
    await expect(resolve('scripted:nobody')).rejects.toThrow(
      /expected a scripted player of ipd \(.*tit-for-tat/,
    );
    await expect(resolve('scripted:tit-for-tat({"mood":1})')).rejects.toThrow(
      /scripted:tit-for-tat\(\{"mood":1\}\): options do not fit\n.*"mood"/s,
    );
    await expect(resolve('tit-for-tat')).rejects.toThrow('expected a player as scripted:NAME');
  });
});

describe('players from a module', () => {
  test('[CLI9] an own player plays, with memory, and is named by the hash of its file', async () => {
    const ref = moduleWith('own.mjs');
    expect(await play(ref)).toEqual([8 * -1, 8 * -1 + 8 * -3]);
    const [player] = await resolve(ref);
    expect(player?.controller).toMatchObject({ kind: 'module', id: 'module:./own.mjs' });
    expect(player?.controller.version).toMatch(/^[0-9a-f]{16}$/);
  });

  test('[CLI9] a module that is not there, does not run or exports no player is refused', async () => {
    await expect(resolve('module:./missing.mjs')).rejects.toThrow(/cannot read .*missing\.mjs \(ENOENT\)/);
    writeFileSync(join(directory, 'broken.mjs'), 'throw new TypeError("no bread today");');
    await expect(resolve('module:broken.mjs')).rejects.toThrow(
      'module:broken.mjs: importing it failed: TypeError: no bread today',
    );
    writeFileSync(join(directory, 'other.mjs'), 'export const plaier = 1, x = 2;');
    await expect(resolve('module:other.mjs')).rejects.toThrow(
      'expected an export named player, got plaier, x',
    );
  });

  test.each(Object.keys(FIELDS))(
    '[CLI9] a player without %s is refused by the name of the field',
    async (field) => {
      const ref = moduleWith(`without-${field}.mjs`, { [field]: undefined });
      await expect(resolve(ref)).rejects.toThrow(new RegExp(`does not fit\n.*at ${field}`, 's'));
    },
  );

  test('[CLI9] a player of another game is refused, one of any game is not', async () => {
    await expect(resolve(moduleWith('coin.mjs', { game: "'coin'" }))).rejects.toThrow(
      'expected a player of ipd, got one of coin',
    );
    await expect(resolve(moduleWith('any.mjs', { game: "'*'" }))).resolves.toHaveLength(1);
  });

  test.each([
    ['an exception', "() => { throw new TypeError('oh') }", 'TypeError: oh'],
    ['a later exception', "({ step }) => { if (step === 0) return { action: 0 }; throw 'x' }", 'x', 1],
    ['an illegal action', '() => ({ action: 2 })', 'illegal: expected a whole number from 0 to 1'],
    ['no decision', '() => 1', 'expected decide to return { action, memory }, got 1'],
    ['a value that is none', '() => ({ action: 0, value: NaN })', 'expected value to be a number, got NaN'],
    [
      'too many probabilities',
      '() => ({ action: 0, probabilities: [0.1, 0.2, 0.7] })',
      'expected probabilities to be 2 numbers in [0, 1], one per action, got [0.1,0.2,0.7]',
    ],
    ['a promise', 'async () => ({ action: 0 })', 'got a Promise (decide must not be async)'],
  ])('[CLI9] %s names player, seat and step', async (title, decide, what, step = 0) => {
    const file = `${title.replaceAll(' ', '-')}.mjs`;
    const playing = play(moduleWith(file, { decide }));
    await expect(playing).rejects.toThrow(`module:./${file} (own) in seat 0, step ${step}: `);
    await expect(playing).rejects.toThrow(what);
  });

  test('[CLI9] an exception in begin names player and seat', async () => {
    const ref = moduleWith('begin.mjs', { begin: "() => { throw new Error('late') }" });
    await expect(play(ref)).rejects.toThrow('(own) in seat 0, at the start: Error: late');
  });
});
