import { UsageError } from './runCommand.ts';

/** @throws UsageError that names the flag, its range and what came */
export function numberOf(
  flag: string,
  text: string,
  { least, most, whole }: { readonly least: number; readonly most: number; readonly whole?: 'only' },
): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const fits = value >= least && value <= most && (whole === undefined || Number.isInteger(value));
  if (fits) return value;
  const kind = whole === undefined ? 'a number' : 'a whole number';
  throw new UsageError(`${flag}: expected ${kind} from ${least} to ${most}, got ${JSON.stringify(text)}`);
}
