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
      expect(() => parsePlayerRef(text)).toThrow(`or module:PATH, got ${JSON.stringify(text)}`);
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
