import { readFileSync } from 'node:fs';
import { main } from 'assemblyscript/asc';
import type { KernelsBuild } from './kernels.ts';

const SOURCES = new URL('./assembly/', import.meta.url);

/**
 * Compiles `assembly/*.as` (AssemblyScript) to WebAssembly with 128-bit SIMD, relaxed in the fused build. The compiler is a development
 * dependency: users run the binaries that are committed in kernelsBinary.ts.
 * @throws Error with the compiler's messages
 */
export async function compileKernels(build: KernelsBuild): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error } = await main(
    [
      'index.ts',
      '--outFile',
      'kernels.wasm',
      '-O3',
      '--noAssert',
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--importMemory',
      ...(build === 'fused' ? ['--enable', 'relaxed-simd'] : []),
    ],
    {
      readFile: (name) => {
        const source = /^(\w+)\.ts$/.exec(name)?.[1];
        if (source === undefined) return null;
        try {
          return readFileSync(new URL(`${source}.as`, SOURCES), 'utf8');
        } catch {
          return null; // the compiler asks for names that need not exist
        }
      },
      writeFile: (_name, contents) => {
        if (contents instanceof Uint8Array) binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined)
    throw new Error(`expected the kernels to compile, got: ${error?.message ?? 'no binary'}`);
  return binary;
}
