import { describe, expect, test } from '@jest/globals';
import { readSafetensors, writeSafetensors, type Tensor } from '../../../models/checkpoints/safetensors.ts';

const matrix: Tensor = { shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 1e-40, 0, 3e38) };
const vector: Tensor = { shape: [2], values: Float32Array.of(0.1, -0.1) };
const file = { metadata: { about: 'ü' }, tensors: new Map([['b', vector], ['a', matrix]]) }; // prettier-ignore

/** A file with this header, whatever it says, and so many zeros behind it. */
function handMade(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const one = (entry: object) => ({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...entry } });

describe('safetensors', () => {
  test('[CP1] what is written reads back, metadata, names, order and every bit', () => {
    const read = readSafetensors(writeSafetensors(file), 'x');
    expect(read.metadata).toEqual({ about: 'ü' });
    expect([...read.tensors]).toEqual([...file.tensors]);
  });

  test('[CP1] the bytes are as the format has them: length, JSON padded to 8, little-endian rows', () => {
    const bytes = writeSafetensors({ metadata: {}, tensors: new Map([['a', matrix]]) });
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: {},
      a: { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
    });
    expect([...matrix.values].map((_, i) => view.getFloat32(8 + length + 4 * i, true))).toEqual([
      ...matrix.values,
    ]);
  });

  test('[CP1] a view into a larger buffer reads the same', () => {
    const bytes = writeSafetensors(file);
    const larger = new Uint8Array(bytes.length + 13);
    larger.set(bytes, 5);
    expect(readSafetensors(larger.subarray(5, 5 + bytes.length), 'x').tensors).toEqual(file.tensors);
  });

  test.each([
    ['nothing', new Uint8Array(0), 'expected a safetensors file, got 0 bytes'],
    ['another kind of file', new TextEncoder().encode('PK\u0003\u0004 some zip file'), 'with a header of'],
    ['a header longer than the file', handMade('{}', 0).subarray(0, 9), '9 bytes'],
    ['a header that is no JSON', handMade('{"a":', 0), 'expected a JSON object as header'],
    ['a header that is no text', handMade('{"\u00ff', 0).fill(0xff, 8), 'expected a JSON object as header'],
    ['a header that is a list', handMade([], 0), 'expected a JSON object as header'],
    ['metadata that are no texts', handMade({ __metadata__: { a: 1 } }, 0), 'texts under __metadata__'],
    ['another dtype', handMade(one({ dtype: 'BF16' }), 8), 'expected dtype F32 for tensor a, got BF16'],
    ['an unknown dtype', handMade(one({ dtype: 'pickle' }), 8), 'got pickle'],
    ['an entry with more in it', handMade(one({ code: 'x' }), 8), 'dtype, shape and data_offsets'],
    ['a negative side', handMade(one({ shape: [-2] }), 8), 'dtype, shape and data_offsets'],
    ['a broken side', handMade(one({ shape: [1.5] }), 8), 'dtype, shape and data_offsets'],
    ['offsets that do not fit the shape', handMade(one({ shape: [3] }), 8), 'expected 12 bytes for tensor a'],
    ['offsets that go backwards', handMade(one({ data_offsets: [8, 0] }), 8), 'got -8'],
    ['too few bytes', handMade(one({}), 7), 'expected at least 70 bytes for tensor a, got 69 (truncated?)'],
    ['too many bytes', handMade(one({}), 9), 'data behind the last tensor'],
    ['a gap', handMade(one({ data_offsets: [4, 12] }), 12), 'to begin at byte 0, got 4 (a gap)'],
    [
      'an overlap',
      handMade({ ...one({}), b: { dtype: 'F32', shape: [2], data_offsets: [4, 12] } }, 12),
      'expected tensor b to begin at byte 8, got 4 (an overlap)',
    ],
  ])('[CP2] %s is refused', (_what, bytes, message) => {
    expect(() => readSafetensors(bytes, 'w.safetensors')).toThrow(message);
    expect(() => readSafetensors(bytes, 'w.safetensors')).toThrow('w.safetensors: expected');
  });

  test('[CP2] a size that would overflow is refused, not allocated', () => {
    const huge = handMade(one({ shape: [2 ** 40, 2 ** 40], data_offsets: [0, 8] }), 8);
    expect(() => readSafetensors(huge, 'x')).toThrow('bytes for tensor a');
  });

  test('[CP2] a tensor whose numbers do not fill its shape is not written', () => {
    const tensors = new Map([['a', { shape: [3], values: Float32Array.of(1) }]]);
    expect(() => writeSafetensors({ metadata: {}, tensors })).toThrow('expected 3 numbers for a [3], got 1');
  });
});
