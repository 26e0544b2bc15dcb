import { describe, expect, test } from '@jest/globals';
import { parsePlayerList, parsePlayerRef } from '../../shared/playerRef.ts';

describe('references to players', () => {
  test('[PR1] scripted players by name, with options as JSON in brackets', () => {
    expect(parsePlayerRef('scripted:tit-for-tat')).toEqual({
      kind: 'scripted',
      name: 'tit-for-tat',
      options: {},
    });
    for (const text of ['scripted:random()', 'scripted:random({})', 'scripted: random( ) ']) {
      expect(parsePlayerRef(text)).toEqual({ kind: 'scripted', name: 'random', options: {} });
    }
    expect(parsePlayerRef('scripted:random({"p":0.2})')).toMatchObject({ options: { p: 0.2 } });
    expect(parsePlayerRef('scripted:extort-2({"a":"),("})')).toMatchObject({
      name: 'extort-2',
      options: { a: '),(' },
    });
  });

  test('[PR1] modules by path, colons and all', () => {
    expect(parsePlayerRef('module:./my-player.mjs')).toEqual({ kind: 'module', path: './my-player.mjs' });
    expect(parsePlayerRef('module:C:/players/a.mjs')).toEqual({ kind: 'module', path: 'C:/players/a.mjs' });
  });

  test('[PR5] agents by released name, as the live one of a game, by the first digits of their id, or by folder', () => {
    const sourceOf = (text: string) => {
      const ref = parsePlayerRef(text);
      return ref.kind === 'agent' ? ref.source : undefined;
    };
    expect(sourceOf('agent:released/coin/tara-2')).toEqual({
      from: 'released',
      game: 'coin',
      name: 'tara-2',
    });
    expect(sourceOf('agent:live/ipd')).toEqual({ from: 'live', game: 'ipd' });
    expect(sourceOf('agent:3f9c2a')).toEqual({ from: 'registry', idPrefix: '3f9c2a' });
    expect(sourceOf(`agent:${'0a'.repeat(32)}`)).toEqual({ from: 'registry', idPrefix: '0a'.repeat(32) });
    for (const path of ['./released/coin/tara', '3f9c2', './3f9c2a', 'C:/agents/a', '0a'.repeat(33)]) {
      expect(sourceOf(`agent:${path}`)).toEqual({ from: 'folder', path });
    }
  });

  test('[PR5] no agent, or half a released name, is refused with the forms and what came', () => {
    for (const text of [
      'agent:',
      'agent: ',
      'agent:released/coin',
      'agent:released/coin/../../etc',
      'agent:live/',
    ]) {
      expect(() => parsePlayerRef(text)).toThrow(
        /as agent:live\/GAME, agent:released\/GAME\/NAME, agent:ID .* got "agent:/,
      );
    }
  });

  test('[PR2] anything else is refused with the forms and what came', () => {
    const wrong = [
      '',
      'tit-for-tat',
      'scripted:',
      'scripted:Tit',
      'scripted:a(',
      'module:',
      'module: ',
      'x:y',
    ];
    for (const text of wrong) {
      expect(() => parsePlayerRef(text)).toThrow(`module:PATH or agent:SOURCE, got ${JSON.stringify(text)}`);
    }
    expect(() => parsePlayerRef('scripted:random({p:1})')).toThrow(
      'expected JSON options in the brackets of',
    );
  });

  test('[PR3] lists split at commas outside brackets and strings; REF*N repeats', () => {
    expect(parsePlayerList('scripted:grim')).toEqual(['scripted:grim']);
    expect(
      parsePlayerList('scripted:grim*3, module:./a.mjs ,scripted:random({"p":0.2,"q":[1,2]})*2'),
    ).toEqual([
      'scripted:grim',
      'scripted:grim',
      'scripted:grim',
      'module:./a.mjs',
      'scripted:random({"p":0.2,"q":[1,2]})',
      'scripted:random({"p":0.2,"q":[1,2]})',
    ]);
    const tricky = 'scripted:x({"s":"a,b)*9\\",("})';
    expect(parsePlayerList(`${tricky},scripted:grim`)).toEqual([tricky, 'scripted:grim']);
  });

  test('[PR4] empty references and counts outside 1 to 64 are refused', () => {
    for (const text of ['', ',', 'scripted:grim,', ',scripted:grim', '*2']) {
      expect(() => parsePlayerList(text)).toThrow('expected players as REF[,REF...], got an empty one');
    }
    for (const text of ['scripted:grim*0', 'scripted:grim*65', 'scripted:grim*99999999999999999999']) {
      expect(() => parsePlayerList(text)).toThrow('expected REF*N with N from 1 to 64');
    }
    expect(() => parsePlayerList('scripted:grim*-1')).toThrow('scripted:grim*-1');
    expect(parsePlayerList('scripted:grim*64')).toHaveLength(64);
  });
});
