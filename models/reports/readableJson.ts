/** Longest line, except for texts and lists of numbers, which always stand on one. */
const WIDTH = 110;

/** JSON for files that people read and compare: what fits on a line stands on one.  @returns with a newline at its end */
export function readableJson(value: unknown): string {
  return `${written(value, '')}\n`;
}

function written(value: unknown, indent: string): string {
  const line = onOneLine(value);
  if (indent.length + line.length <= WIDTH || isIndivisible(value)) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return block(
      '[',
      ']',
      indent,
      value.map((one) => written(one, inner)),
    );
  return block(
    '{',
    '}',
    indent,
    entriesOf(value).map(([key, one]) => `${JSON.stringify(key)}: ${written(one, inner)}`),
  );
}

function block(open: string, close: string, indent: string, parts: readonly string[]): string {
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const parts = entriesOf(value).map(([key, one]) => `${JSON.stringify(key)}: ${onOneLine(one)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** As JSON.stringify: what is undefined is left out. */
function entriesOf(value: unknown): readonly [string, unknown][] {
  return Object.entries(value as Record<string, unknown>).filter(([, one]) => one !== undefined);
}

function isIndivisible(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Array.isArray(value) && value.every((one) => one === null || typeof one === 'number');
}
