import type { ModelOfPeople, PeopleData } from '../people/modelOfPeople.ts';
import type { Fit } from '../people/likelihood.ts';
import { RUN } from './command.ts';
import { grouped, table } from './table.ts';

/** What a model of people was made of, and what it is worth. */
export function cloneReport(game: string, made: ModelOfPeople): string {
  const { data } = made;
  if (made.kind === 'too-little') {
    return `${dataLine(data)}\nToo little to learn from: a model of people wants three episodes at least. Nothing was made.\n`;
  }
  const { fits, training, split } = made;
  const { sources } = training;
  const share = (count: number): string => `${((100 * count) / Math.max(1, sources.decisions)).toFixed(0)} %`;
  return [
    dataLine(data),
    `learned in ${training.epochs} passes, best after ${training.bestEpoch}; ${grouped(training.updates)} updates of ` +
      `${grouped(sources.decisions / Math.max(1, training.updates))} decisions: ${share(sources.people)} of people, ` +
      `${share(sources.simulated)} of simulated ones, ${share(sources.stale)} known to the model before`,
    '',
    `on ${fits.model.decisions} decisions of others (split by ${split}), nats per decision:`,
    fitTable([
      ['this model', fits.model],
      ['memory-one table', fits.memoryOne],
      ['all equally likely', fits.uniform],
    ]),
    `saved as ${made.ref} in ${made.folder}`,
    `Try: ${RUN} simulate --game ${game} --seats '${made.ref}*2'`,
    '',
  ].join('\n');
}

function dataLine({ counts, episodes, people, decisions, invalid, otherParams }: PeopleData): string {
  const parts = [
    [counts.withoutConsent, 'with somebody who has not agreed'],
    [counts.simulated, 'with simulated people (--simulated takes them along)'],
    [counts.exploiters, 'of standing exploiters'],
    [otherParams, 'of other parameters'],
    [invalid, 'that this version cannot replay'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  const rest = told.length === 0 ? '' : `; left out: ${told.join(', ')}`;
  return `${grouped(decisions)} decisions of ${people} people in ${episodes} episodes${rest}`;
}

function fitTable(fits: readonly (readonly [string, Fit])[]): string {
  return table(
    [
      { title: 'model', align: 'left' },
      { title: 'log-likelihood', align: 'right' },
      { title: 'mean of people', align: 'right' },
      { title: 'accuracy', align: 'right' },
    ],
    fits.map(([name, { logLikelihood, overPeople, accuracy }]) => [
      name,
      logLikelihood.toFixed(3),
      overPeople === null
        ? '-'
        : `${overPeople.mean.toFixed(3)} +- ${overPeople.standardError?.toFixed(3) ?? '-'}`,
      accuracy === null ? '-' : accuracy.toFixed(3),
    ]),
  );
}
