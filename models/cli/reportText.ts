import type { ExploitationIndex, Figure } from '../../shared/people/exploitationIndex.ts';
import type { ControllerTag } from '../../shared/log/events.ts';
import type { PeopleReport } from '../people/peopleReport.ts';
import { table } from './table.ts';

/** The report for people. */
export function reportText({ episodes, indices }: PeopleReport): string {
  const lines = [leftOut(episodes)];
  if (indices.length === 0) {
    lines.push(
      episodes.given === 0
        ? 'Nothing yet: nobody who agreed to the use of their decisions has finished a game here.'
        : 'Nothing yet: no game that somebody played to its end.',
    );
  }
  for (const [game, group] of Map.groupBy(indices, (index) => index.game)) {
    lines.push('', `${game}: how people treat their partners`, '', tableOf(group).trimEnd());
  }
  if (indices.length > 0) lines.push('', LEGEND);
  return `${lines.filter((line, i) => line !== '' || i > 0).join('\n')}\n`;
}

const LEGEND = [
  'gain: return over the fair split, reward per step.  after C: defections where the partner had cooperated.',
  'end: defections after mutual cooperation in the last fifth; before: the same before.  coop.: shares of cooperation.',
  'welfare: mean return of all seats, reward per step.  [ ]: 95 % bootstrap over people; --json has it of all figures.',
].join('\n');

function leftOut({
  given,
  withoutConsent,
  simulated,
  exploiters,
  invalid,
}: PeopleReport['episodes']): string {
  const parts = [
    [withoutConsent, 'with somebody who has not agreed to their use'],
    [simulated, 'with simulated people (--simulated takes them along)'],
    [exploiters, 'of standing exploiters (standing reports on those)'],
    [invalid, 'that this version cannot replay'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  const rest = told.length === 0 ? '' : `; left out: ${told.join(', ')}`;
  return `${given - invalid} episodes with people${rest}`;
}

function tableOf(indices: readonly ExploitationIndex[]): string {
  const withMoves = indices.some(({ personCooperation }) => personCooperation !== null);
  const titles = withMoves
    ? ['people', 'episodes', 'gain', 'after C', 'end', 'before', 'coop.', 'partner’s', 'welfare']
    : ['people', 'episodes', 'gain', 'welfare'];
  return table(
    [{ title: 'partner', align: 'left' }, ...titles.map((title) => ({ title, align: 'right' as const }))],
    indices.map((index) => {
      const moves = withMoves
        ? [
            rate(index.defectionAfterCooperation),
            rate(index.betrayalNearEnd),
            plain(index.betrayalBefore),
            plain(index.personCooperation),
            plain(index.partnerCooperation),
          ]
        : [];
      return [
        partnerLabel(index.partner),
        String(index.participants),
        String(index.episodes),
        signed(index.gain),
        ...moves,
        signed({ ...index.welfare, interval: null }),
      ];
    }),
  );
}

const DIGITS_OF_VERSION = 12;

/** 'agent:released/ipd/reciprocal 3f9c2ab71d04', 'scripted:tit-for-tat', 'people'. */
export function partnerLabel({ kind, id, version }: ControllerTag): string {
  return kind === 'agent' && version !== null && !id.includes(version.slice(0, DIGITS_OF_VERSION))
    ? `${id} ${version.slice(0, DIGITS_OF_VERSION)}`
    : id;
}

/** Share with counts and interval: '0.27 (3/11) [0.00, 0.75]'. */
function rate(figure: Figure | null): string {
  if (figure === null || figure.value === null) return '-';
  const { value, interval, count, of } = figure;
  return `${value.toFixed(2)} (${count}/${of})${interval ? ` [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]` : ''}`;
}

function plain(figure: Figure | null): string {
  return figure?.value?.toFixed(2) ?? '-';
}

function signed({ value, interval }: Figure): string {
  const text = (number: number): string => (number > 0 ? `+${number.toFixed(3)}` : number.toFixed(3));
  if (value === null) return '-';
  return `${text(value)}${interval ? ` [${text(interval.low)}, ${text(interval.high)}]` : ''}`;
}
