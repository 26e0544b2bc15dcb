import type { GateEvidence } from '../../shared/lifecycle/gateEvidence.ts';
import type { Check, Measure } from '../../shared/lifecycle/verdict.ts';
import { shortId } from '../checkpoints/checkpoint.ts';
import { isoTime } from '../checkpoints/isoTime.ts';
import { table, type Column } from './table.ts';

/** Evidence of the gate for a terminal: limits and what they were held against, then whatever else was measured. */
export function evidenceReport(evidence: GateEvidence & { readonly id: string }): string {
  const { id, step, game, candidate, live, seed, codeVersion, at, measures, ladder, notes, verdict } =
    evidence;
  const beside = live === null ? 'nobody live' : `agent:${shortId(live)} live`;
  const limited = new Set(verdict.checks.map(({ measure }) => measure));
  const rest = Object.entries(measures).filter(([name]) => !limited.has(name));
  return [
    `Evidence ${id}: step ${step}, ${game}, agent:${shortId(candidate)}, ${beside}`,
    `(${seed === null ? '' : `seed ${seed}, `}version ${codeVersion}, ${isoTime(at)})`,
    '',
    table(columns('limit', 'asked', 'got', 'std. error', 'n', ''), verdict.checks.map(checkRow)).trimEnd(),
    ...(rest.length === 0
      ? []
      : [
          '',
          table(
            columns('also measured', '', 'got', 'std. error', 'n'),
            rest.map(([name, measure]) => [name, '', ...cells(measure)]),
          ).trimEnd(),
        ]),
    ...(ladder === undefined || ladder.length === 0 ? [] : ['', ladderTable(ladder)]),
    '',
    ...notes,
    `Verdict: ${{ pass: 'passed', refuse: 'refused', wait: 'not decided' }[verdict.kind]}.`,
    ...verdict.reasons.map((reason) => `- ${reason}.`),
    '',
  ].join('\n');
}

/** Gain: beyond what a copy of the candidate gets; loss: what the candidate gets less than among copies. */
function ladderTable(rows: NonNullable<GateEvidence['ladder']>): string {
  const titles = ['who attacks it', '', 'it gets', 'candidate gets', 'gain', 'loss', 'std. error', ''];
  const lines = rows.map(({ ref, kind, exploiter, target, gain, loss, exploits }) => [
    ref,
    kind === 'other' ? 'named' : kind,
    ...[exploiter, target, gain, loss].map(({ mean }) => mean.toFixed(3)),
    cells(gain)[1] ?? '',
    exploits ? 'exploits it' : '',
  ]);
  return table(columns(...titles), lines).trimEnd();
}

function checkRow({ measure, low, high, value, status }: Check): readonly string[] {
  const asked = [low === undefined ? '' : `>= ${low}`, high === undefined ? '' : `<= ${high}`].filter(
    (end) => end !== '',
  );
  return [measure, asked.join(' and '), ...(value === null ? ['-', '-', '0'] : cells(value)), status];
}

function cells({ mean, standardError, n }: Measure): readonly string[] {
  return [mean.toFixed(3), standardError === null ? '-' : standardError.toFixed(3), String(n)];
}

function columns(...titles: readonly string[]): readonly Column[] {
  const numbers = new Set(['got', 'std. error', 'n', 'it gets', 'candidate gets', 'gain', 'loss']);
  return titles.map((title) => ({ title, align: numbers.has(title) ? 'right' : 'left' }));
}
