import type { FoundAgent } from '../checkpoints/agents.ts';
import { goalText, type Evidence } from '../checkpoints/evidence.ts';
import { gameById } from '../../shared/games/registry.ts';
import { grouped, table } from './table.ts';

/** `IPD probe: start 0.99, CC 1.00, ...`, the first four measures. */
export function evidenceLine({ title, measures }: Evidence): string {
  const shown = measures.slice(0, 4).map(({ name, mean }) => `${name} ${mean.toFixed(2)}`);
  return `${title}: ${[...shown, ...(measures.length > 4 ? ['...'] : [])].join(', ')}`;
}

/** What a card says, for a terminal. */
export function agentReport({ ref, folder, meta }: FoundAgent, evidence: readonly Evidence[]): string {
  const { training } = meta;
  const facts: [string, string | null][] = [
    ['agent', ref],
    ['id', meta.id],
    ['folder', folder],
    ['game', `${gameById(meta.game).title} (${meta.game}, rules ${meta.rulesVersion})`],
    ['parameters', JSON.stringify(meta.params)],
    ['algorithm', meta.algorithm],
    ['exploits', meta.exploits?.ref ?? null],
    ['seed', String(meta.seed)],
    [
      'trained for',
      `${grouped(training.iterations)} iterations, ${grouped(training.environmentSteps)} steps`,
    ],
    ['wall time', training.wallSeconds === null ? null : `${training.wallSeconds.toFixed(1)} s`],
    ['computed by', [training.backend, training.machine].filter((x) => x !== null).join(' on ') || null],
    ['command', training.command],
    ['goes on from', meta.parent],
    ['made', `${meta.created}, version ${meta.codeVersion}`],
    ['weights', `${grouped(meta.weights.bytes)} bytes, SHA-256 ${meta.weights.sha256}`],
    ['licence', meta.licence],
  ];
  const rows = facts.flatMap(([name, value]) => (value === null ? [] : [[`${name}:`, value]]));
  const columns = ['', ''].map((title) => ({ title, align: 'left' as const }));
  const known = table(columns, rows).replace(/^\n/, '');
  return [
    known,
    ...evidence.map(evidencePart),
    ...(evidence.length === 0 ? ['No evaluation yet.\n'] : []),
  ].join('\n');
}

function evidencePart({ title, role, unit, seed, codeVersion, created, measures }: Evidence): string {
  const flatters = role === 'validation' ? ', used to choose: flatters' : '';
  const heading = `${title} (${unit}, seed ${seed}, version ${codeVersion}, ${created}${flatters})\n`;
  const columns = ['measure', 'mean', 'std. error', 'n', 'goal'].map((name, i) => ({
    title: name,
    align: i === 0 || i === 4 ? ('left' as const) : ('right' as const),
  }));
  const rows = measures.map((measure) => [
    measure.name,
    measure.mean.toFixed(3),
    measure.standardError === null ? '-' : measure.standardError.toFixed(3),
    String(measure.n),
    goalText(measure),
  ]);
  return heading + table(columns, rows);
}
