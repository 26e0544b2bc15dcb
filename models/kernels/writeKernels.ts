/** `npm run kernels`: compiles the kernels and writes kernelsBinary.ts. */
import { writeFileSync } from 'node:fs';
import { compileKernels } from './compileKernels.ts';

const base64 = Buffer.from(await compileKernels()).toString('base64');
writeFileSync(
  new URL('./kernelsBinary.ts', import.meta.url),
  `/** Made from assembly/*.as by \`npm run kernels\`; a test compiles them anew and compares. */\n` +
    `// prettier-ignore\nexport const KERNELS_BASE64 = '${base64}';\n`,
);
