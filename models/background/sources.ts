import { HUMAN_MOVES, type TrainerJob } from '../../shared/lifecycle/trainerState.ts';
import type { Metrics } from '../trainer/measure.ts';

/**
 * What went into a turn: share of decisions by kind of who made them, mean over its iterations, with past selves by age.
 * People's own are always told: candidates never learn from them, only beside models of people.
 * @returns in [0, 1], together 1 but for those that are `STALE`; empty without metrics
 */
export function meanSources(
  metrics: readonly Metrics[],
  { opponents, target }: TrainerJob,
): Record<string, number> {
  const counted = metrics.filter(({ sources }) => sources !== undefined);
  if (counted.length === 0) return {};
  const kinds = new Map<string, string>(opponents.map(({ player, source }) => [player, source]));
  if (target !== null) kinds.set(`agent:${target}`, 'the live agent');
  const total: Record<string, number> = { [HUMAN_MOVES]: 0 };
  for (const { sources } of counted) {
    for (const [name, share] of Object.entries(sources ?? {})) {
      // Who comes again in other seats is numbered.
      const kind = kinds.get(name.replace(/ \(\d+\)$/, '')) ?? kinds.get(name) ?? name;
      total[kind] = (total[kind] ?? 0) + (share ?? 0);
    }
  }
  return Object.fromEntries(
    Object.entries(total).map(([kind, sum]) => [kind, Number((sum / counted.length).toPrecision(4))]),
  );
}
