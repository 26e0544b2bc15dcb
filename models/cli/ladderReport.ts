import type { AnyGame } from '../../shared/game.ts';
import type { Seed } from '../../shared/random.ts';
import { SITUATIONS } from '../../shared/readout/cooperationRates.ts';
import type { Contestant } from '../evaluation/contestants.ts';
import type { IpdReadout } from '../evaluation/ipdReadout.ts';
import type { Ladder, Rung } from '../evaluation/ladder.ts';
import { intervalText } from './intervalText.ts';
import { table, type Column } from './table.ts';

export interface LadderResult {
  readonly game: AnyGame;
  readonly params: unknown;
  readonly target: Contestant;
  readonly episodes: number;
  readonly seed: Seed;
  readonly ladder: Ladder;
  /** In the prisoner's dilemma. */
  readonly readout: IpdReadout | undefined;
  readonly seconds: number;
}

/** Those that get most out of the target first. */
export function byGain({ rungs }: Ladder): readonly Rung[] {
  return rungs.toSorted((a, b) => b.gain.mean - a.gain.mean);
}

/** What `ladder` prints, for people and for programs. */
export function ladderReport(result: LadderResult): { readonly text: string; readonly json: unknown } {
  const { game, params, target, episodes, seed, ladder, readout, seconds } = result;
  const { unit, fair } = ladder;
  const rungs = byGain(ladder);
  const json = {
    game: game.id,
    rulesVersion: game.rulesVersion,
    params,
    target: { ref: target.ref, version: target.version },
    unit,
    episodes,
    seed,
    fair,
    rungs: rungs.map(({ episodes: _episodes, ...rung }) => rung),
    readout: readout ?? null,
    seconds,
  };
  const right = (title: string): Column => ({ title, align: 'right' });
  const columns: Column[] = [
    { title: 'exploiter', align: 'left' },
    ...['it gets', 'target gets', 'gap', 'gain', 'loss'].map(right),
    { title: 'exploits', align: 'left' },
    { title: 'attacks', align: 'left' },
  ];
  const rows = rungs.map(({ ref, exploiter, target, gap, gain, loss, attacks, exploits }) => [
    ref,
    ...[exploiter, target, gap, gain, loss].map(intervalText),
    exploits ? 'yes' : '',
    attacks ?? '',
  ]);
  const text = [
    `${game.title}: ${rungs.length} exploiters against ${target.ref}, seed ${seed}, ${seconds.toFixed(1)} s\n`,
    `${unit} and seat; ${episodes} episodes each, paired by their starts; 95 % intervals\n`,
    `fair split (${target.ref} in all seats): ${intervalText(fair)}\n\n`,
    table(columns, rows),
    ...(readout === undefined ? [] : [`\n${readoutText(readout)}`]),
  ].join('');
  return { text, json };
}

const NAMES = { first: 'at the start', cc: 'after CC', cd: 'after CD', dc: 'after DC', dd: 'after DD' };

function readoutText({ rates, nearest, cooperationWithItself, extortion }: IpdReadout): string {
  const shares = SITUATIONS.map((situation) => {
    const { estimate, low, high, of } = rates[situation];
    const share =
      estimate === null ? 'never seen' : `${estimate.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
    return [NAMES[situation], share, String(of)];
  });
  const extorted = extortion.map(({ chi, exploiter, target, gain, pays, expected }) => [
    `chi = ${chi}`,
    intervalText(exploiter),
    intervalText(target),
    intervalText(gain),
    pays ? 'pays' : 'does not pay',
    expected === null ? '-' : `${expected.exploiter.toFixed(3)} and ${expected.target.toFixed(3)}`,
  ]);
  const left = (...titles: readonly string[]) => titles.map((title): Column => ({ title, align: 'left' }));
  return [
    'Cooperates (own move first), against a partner who tosses a coin\n',
    table(left('situation', 'share', 'seen'), shares),
    `most like: ${nearest.join(', ')}\n`,
    `with itself: ${intervalText(cooperationWithItself)} of all moves\n\n`,
    table(
      left('extortion', 'extortioner gets', 'target gets', 'gain', '', 'expected by the shares'),
      extorted,
    ),
  ].join('');
}
