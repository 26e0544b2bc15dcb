import type { LeagueRecord } from './leagueRecord.ts';
import type { SeedReport } from './seedReport.ts';

/** What was measured of one seed, by name. */
export type SeedMeasures = ReadonlyMap<string, number>;

/** Of every seed that was evaluated after training. */
export function trainedMeasures({ seeds }: SeedReport): readonly SeedMeasures[] {
  return seeds
    .filter(({ measures }) => measures.length > 0)
    .map(({ measures }) => new Map(measures.map(({ name, mean }) => [name, mean])));
}

const SCRIPTED = 'scripted:';

/** The same measures, as far as games of the league tell them, of every seed of an algorithm. */
export function leagueMeasures(
  { families, means }: LeagueRecord,
  algorithm: string,
): readonly SeedMeasures[] {
  const players = families.flatMap(({ name, players: some }) => some.map(({ ref }) => ({ name, ref })));
  return players.flatMap(({ name: family }, place) => {
    if (family !== algorithm) return [];
    const measures = new Map([['self-play', means[place]?.[place] as number]]);
    for (const [other, { ref }] of players.entries()) {
      if (!ref.startsWith(SCRIPTED)) continue;
      const name = ref.slice(SCRIPTED.length);
      measures.set(`against ${name}`, means[place]?.[other] as number);
      measures.set(`${name} against it`, means[other]?.[place] as number);
    }
    return [measures];
  });
}

/** One number per seed that has it. */
export function valuesOf(seeds: readonly SeedMeasures[], name: string): readonly number[] {
  return seeds.flatMap((measures) => measures.get(name) ?? []);
}
