import type { TrainResult } from '../trainer/trainJob.ts';
import { grouped, table } from './table.ts';

/** What became of a run, for a terminal. */
export function trainReport(result: TrainResult): string {
  const { game, algorithm, seed, iterations, agentSteps, seconds, evaluation, agent, folder } = result;
  const speed = seconds > 0 ? `, ${grouped(agentSteps / seconds)} a second` : '';
  const lines = [
    `${game}, ${algorithm}, seed ${seed}: ${grouped(iterations)} iterations, ${grouped(agentSteps)} agent-steps in ${seconds.toFixed(1)} s${speed}\n`,
  ];
  if (evaluation !== null) {
    const rows = evaluation.map(({ name, mean, standardError }) => [
      name,
      mean.toFixed(3),
      standardError === null ? '-' : standardError.toFixed(3),
    ]);
    lines.push(
      '\n',
      table(
        [
          { title: 'after training, per step', align: 'left' },
          { title: 'mean', align: 'right' },
          { title: 'std. error', align: 'right' },
        ],
        rows,
      ),
      '\n',
    );
  }
  lines.push(`run: ${folder}\n`);
  if (agent !== null) lines.push(`agent: ${agent.ref}\n`);
  return lines.join('');
}
