import { z } from 'zod';
import { UnusableCheckpoint } from './unusableCheckpoint.ts';

/**
 * The safetensors format (github.com/huggingface/safetensors): 8 bytes with the header's length, little-endian;
 * the header, a JSON object from tensor names to { dtype, shape, data_offsets }, with texts of our own under
 * `__metadata__`; then the numbers, row-major, little-endian. Nothing in it can be executed. Only float32 here.
 */
export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order in which they are stored. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;
/** As in the format's own implementation. */
const LONGEST_HEADER = 100_000_000;
const METADATA = '__metadata__';

const size = z.int().min(0);
const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});

export function writeSafetensors({ metadata, tensors }: Safetensors): Uint8Array {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    if (elements(shape) !== values.length) {
      throw new RangeError(
        `expected ${elements(shape)} numbers for ${name} [${shape.join(', ')}], got ${values.length}`,
      );
    }
    const start = end;
    end += values.length * FLOAT_BYTES;
    header[name] = { dtype: 'F32', shape, data_offsets: [start, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces, so that the numbers are aligned for readers that map the file.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerLength;
  for (const { values } of tensors.values()) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += FLOAT_BYTES;
    }
  }
  return bytes;
}

/**
 * @param file how errors name it
 * @throws UnusableCheckpoint unless the bytes are a safetensors file of float32 tensors that cover its data
 * exactly, without gaps and overlaps
 */
export function readSafetensors(bytes: Uint8Array, file: string): Safetensors {
  const { header, dataStart } = readHeader(bytes, file);
  const { [METADATA]: rawMetadata = {}, ...entries } = header;
  const metadata = metadataSchema.safeParse(rawMetadata);
  if (!metadata.success) {
    throw new UnusableCheckpoint(file, {
      expected: `texts under ${METADATA}`,
      got: JSON.stringify(rawMetadata),
    });
  }
  const tensors = new Map<string, Tensor>();
  let end = 0;
  for (const { name, shape, from, to } of byPosition(entries, file)) {
    if (from !== end) {
      const got = `${from} (${from < end ? 'an overlap' : 'a gap'})`;
      throw new UnusableCheckpoint(file, { expected: `tensor ${name} to begin at byte ${end}`, got });
    }
    end = to;
    if (dataStart + end > bytes.length) {
      throw new UnusableCheckpoint(file, {
        expected: `at least ${dataStart + end} bytes for tensor ${name}`,
        got: `${bytes.length} (truncated?)`,
      });
    }
    tensors.set(name, { shape, values: floats(bytes, dataStart + from, elements(shape)) });
  }
  if (dataStart + end !== bytes.length) {
    throw new UnusableCheckpoint(file, {
      expected: `${dataStart + end} bytes`,
      got: `${bytes.length} (data behind the last tensor)`,
    });
  }
  return { metadata: metadata.data, tensors };
}

function readHeader(bytes: Uint8Array, file: string) {
  if (bytes.length < LENGTH_BYTES + 2) {
    throw new UnusableCheckpoint(file, { expected: 'a safetensors file', got: `${bytes.length} bytes` });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = Number(view.getBigUint64(0, true));
  const room = Math.min(bytes.length - LENGTH_BYTES, LONGEST_HEADER);
  if (length < 2 || length > room) {
    throw new UnusableCheckpoint(file, {
      expected: `a safetensors file with a header of 2 to ${room} bytes`,
      got: `${length} as its length (truncated, or not safetensors)`,
    });
  }
  const dataStart = LENGTH_BYTES + length;
  const header = headerSchema.safeParse(parseJson(bytes.subarray(LENGTH_BYTES, dataStart), file));
  if (header.success) return { header: header.data, dataStart };
  throw new UnusableCheckpoint(file, { expected: 'a JSON object as header', got: 'another JSON value' });
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw new UnusableCheckpoint(file, {
      expected: 'a JSON object as header',
      got: (error as Error).message,
      cause: error,
    });
  }
}

interface Entry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function byPosition(entries: Readonly<Record<string, unknown>>, file: string): Entry[] {
  return Object.entries(entries)
    .map(([name, raw]): Entry => {
      const entry = entrySchema.safeParse(raw);
      if (!entry.success) {
        throw new UnusableCheckpoint(file, {
          expected: `dtype, shape and data_offsets for tensor ${name}`,
          got: `${JSON.stringify(raw)}\n${z.prettifyError(entry.error)}`,
        });
      }
      const { dtype, shape, data_offsets: offsets } = entry.data;
      const [from, to] = offsets;
      if (dtype !== 'F32') {
        throw new UnusableCheckpoint(file, { expected: `dtype F32 for tensor ${name}`, got: dtype });
      }
      const expected = elements(shape) * FLOAT_BYTES;
      if (to - from !== expected) {
        throw new UnusableCheckpoint(file, {
          expected: `${expected} bytes for tensor ${name} [${shape.join(', ')}]`,
          got: `${to - from}`,
        });
      }
      return { name, shape, from, to };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

function floats(bytes: Uint8Array, offset: number, count: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, count * FLOAT_BYTES);
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(i * FLOAT_BYTES, true));
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
