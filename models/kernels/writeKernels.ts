/** `npm run kernels`: compiles the kernels and writes kernelsBinary.ts. */
import { writeFileSync } from 'node:fs';
import { compileKernels } from './compileKernels.ts';
import type { KernelsBuild } from './kernels.ts';

const base64 = async (build: KernelsBuild): Promise<string> =>
  Buffer.from(await compileKernels(build)).toString('base64');
writeFileSync(
  new URL('./kernelsBinary.ts', import.meta.url),
  `/** Made from assembly/*.as by \`npm run kernels\`; a test compiles them anew and compares. */\n` +
    `// prettier-ignore\nexport const PORTABLE_BASE64 = '${await base64('portable')}';\n` +
    `// prettier-ignore\nexport const FUSED_BASE64 = '${await base64('fused')}';\n`,
);
