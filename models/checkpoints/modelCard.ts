import { gameById } from '../../shared/games/registry.ts';
import { layOut } from '../networks/layout.ts';
import { PLOTS_FOLDER, shortId, type CheckpointMeta } from './checkpoint.ts';
import { goalText, type Evidence } from './evidence.ts';

export interface CardInput {
  readonly meta: CheckpointMeta;
  readonly evidence: readonly Evidence[];
  /** Names of the SVG files beside the card. */
  readonly plots: readonly string[];
}

/** Algorithm of agents that imitate people. */
export const BEHAVIOUR_CLONING = 'behaviour-cloning';

/** A model card in Markdown, made from what is known about a checkpoint and nothing else. */
export function modelCard({ meta, evidence, plots }: CardInput): string {
  const { title, summary } = gameById(meta.game);
  return [
    `# ${title}: ${meta.algorithm}, seed ${meta.seed}`,
    `A recurrent policy for one seat of ${title} (\`${meta.game}\`, rules ${meta.rulesVersion}), trained with ${meta.algorithm}. The game: ${summary}`,
    ...(meta.algorithm === BEHAVIOUR_CLONING ? [IMITATION] : []),
    ...(meta.exploits === undefined ? [] : [exploiterOf(meta.exploits)]),
    `Checkpoint \`${meta.id}\`.`,
    use(meta),
    training(meta),
    evaluation(evidence),
    ...(plots.length > 0 ? [plotList(plots)] : []),
    limits(evidence),
    `## Licence\n\n${meta.licence}`,
    '',
  ].join('\n\n');
}

const IMITATION =
  'A model of people: it imitates what those did who agreed to the use of their decisions, and does not play to win.';

function exploiterOf({ ref, version }: NonNullable<CheckpointMeta['exploits']>): string {
  const which = version === null ? '' : ` (version ${code(version)})`;
  return `An exploiter: it was trained to get the most out of ${code(ref)}${which}, which did not learn meanwhile. Against others it may do badly.`;
}

function use({ id, game }: CheckpointMeta): string {
  return [
    '## Use',
    '',
    'It takes any seat in the place of a player:',
    '',
    '```',
    `npm run -s cli -- simulate --game ${game} --seats 'agent:${shortId(id)}*2'`,
    '```',
    '',
    'Its weights are in `weights.safetensors`, float32, matrices as [inputs, outputs]; `checkpoint.json` has the networks.',
  ].join('\n');
}

function training(meta: CheckpointMeta): string {
  const { training: run } = meta;
  const rows: (readonly [string, string])[] = [
    ['algorithm', meta.algorithm],
    ['game parameters', code(JSON.stringify(meta.params))],
    ['seed', String(meta.seed)],
    ['command', run.command === null ? 'not recorded' : code(run.command)],
    ['iterations', grouped(run.iterations)],
    ['environment steps', `${grouped(run.environmentSteps)} (every seat decides once in each)`],
    ['wall time', run.wallSeconds === null ? 'not recorded' : `${run.wallSeconds.toFixed(1)} s`],
    [
      'computed by',
      [run.backend, run.machine].filter((part) => part !== null).join(' on ') || 'not recorded',
    ],
    ['networks', Object.entries(meta.networks).map(networkLine).join('; ')],
    ['code version', meta.codeVersion],
    ['made', meta.created],
    ['goes on from', meta.parent === null ? 'nothing, fresh weights' : code(meta.parent)],
  ];
  return [
    '## Training',
    '',
    markdownTable(['', ''], rows),
    '',
    'The whole configuration:',
    '',
    '```json',
    JSON.stringify(meta.config, null, 2),
    '```',
  ].join('\n');
}

function networkLine([name, spec]: [string, CheckpointMeta['networks'][string]]): string {
  const count = layOut(spec).groups.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const inputs = spec.longest === undefined ? spec.inputs : `${spec.inputs} features`;
  const path = [inputs, ...spec.encoder, ...memoryWords(spec)].join(' - ');
  const heads = Object.entries(spec.heads).map(
    ([head, { layers, outputs }]) => `${head} ${[...layers, outputs].join(' - ')}`,
  );
  return `${name}: ${path} - (${heads.join(', ')}), ${grouped(count)} parameters`;
}

function memoryWords(spec: CheckpointMeta['networks'][string]): readonly string[] {
  if (spec.kind === 'gru') return spec.memory > 0 ? [`GRU ${spec.memory}`] : [];
  const { layers, width, attentionHeads, context } = spec.gtrxl;
  return [
    `GTrXL of ${layers} ${layers === 1 ? 'layer' : 'layers'}, width ${width}, ${attentionHeads} heads, context ${context}`,
  ];
}

function evaluation(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return '## Evaluation\n\nNone yet.';
  return ['## Evaluation', ...evidence.map(evidencePart)].join('\n\n');
}

function evidencePart(evidence: Evidence): string {
  const { title, protocol, command, seed, role, codeVersion, created, measures } = evidence;
  const rows = measures.map((measure) => [
    measure.name,
    measure.mean.toFixed(3),
    measure.standardError === null ? '-' : measure.standardError.toFixed(3),
    String(measure.n),
    goalText(measure),
  ]);
  const used =
    role === 'validation'
      ? 'Choices were made with these numbers: they flatter.'
      : 'No choice was made with these numbers.';
  return [
    `### ${title}`,
    `${protocol} Unit: ${evidence.unit}. ${used}`,
    markdownTable(['measure', 'mean', 'std. error', 'n', 'goal'], rows),
    `Seed ${seed}, code version ${codeVersion}, ${created}${command === null ? '' : `, ${code(command)}`}.`,
  ].join('\n\n');
}

function plotList(plots: readonly string[]): string {
  const images = plots.map((name) => `![${name.replaceAll('-', ' ')}](${PLOTS_FOLDER}/${name}.svg)`);
  return ['## Plots', ...images].join('\n\n');
}

function limits(evidence: readonly Evidence[]): string {
  return [
    '## Limits',
    '',
    '- It knows this game under these rules and parameters; under other parameters it plays as if they were its own.',
    '- It draws its actions from its policy: two episodes with the same partner differ unless their seeds are equal.',
    evidence.length === 0
      ? '- Nobody has measured it yet.'
      : '- What it does with partners that the evaluation above does not name is not known.',
    '- The weights are a research result, not a statement about how people should or will behave.',
  ].join('\n');
}

function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
