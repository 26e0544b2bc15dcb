/**
 * JSON with sorted keys and without spaces: equal values give equal text. Numbers are written as JavaScript
 * writes them, the shortest text that reads back as the same number.
 * @param value JSON values only; keys whose value is undefined are left out
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
