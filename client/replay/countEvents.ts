import type { ReplayMarker } from '../../shared/log/openReplay.ts';

export interface EventCount {
  readonly kind: string;
  /** Of the whole table. */
  readonly total: number;
  /** Per seat; events that belong to no seat count in none. */
  readonly bySeat: readonly number[];
}

/** How often each kind happened, most frequent first. */
export function countEvents(markers: readonly ReplayMarker[], seats: number): readonly EventCount[] {
  const counts = new Map<string, { total: number; bySeat: number[] }>();
  for (const { kind, seat } of markers) {
    const count = counts.get(kind) ?? { total: 0, bySeat: Array.from({ length: seats }, () => 0) };
    count.total += 1;
    if (seat !== undefined) count.bySeat[seat] = (count.bySeat[seat] ?? 0) + 1;
    counts.set(kind, count);
  }
  return [...counts]
    .map(([kind, count]) => ({ kind, ...count }))
    .toSorted((a, b) => b.total - a.total || (a.kind < b.kind ? -1 : 1));
}

/** Without what says nothing: in a tick game the default is what holding no key means. */
export function tellingMarkers(
  markers: readonly ReplayMarker[],
  pace: 'turns' | 'ticks',
): readonly ReplayMarker[] {
  return pace === 'turns' ? markers : markers.filter(({ kind }) => kind !== 'default');
}
