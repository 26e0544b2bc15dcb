// Jest's TypeScript transform: Node's own type stripping. Positions are kept, so coverage and stack traces match.
import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';

export default {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
  getCacheKey: (source, path) =>
    createHash('sha1')
      .update(source + path + process.version)
      .digest('hex'),
};
