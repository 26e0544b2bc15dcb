/** An export that could not be made, or would destroy something. Nothing half-done is left behind. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
}

const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** @returns an ExportError where the disk is to blame; whatever came otherwise */
export function asExportError(error: unknown, folder: string): unknown {
  if (typeof error !== 'object' || error === null || !('code' in error)) return error;
  const code = error.code;
  const why = FULL.has(code) ? 'the disk is full' : `the folder cannot be written (${String(code)})`;
  if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) return error;
  return new ExportError(`expected to write the export into ${folder}, but ${why}`, { cause: error });
}
