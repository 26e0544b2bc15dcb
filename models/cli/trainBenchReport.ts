import type { TrainBench, TrainSpeed } from './benchTrain.ts';
import { grouped, table } from './table.ts';

export function trainBenchReport({ games, machine, backend, repetitions, aims }: TrainBench): string {
  const rows = games.map(({ game, batch, own, portable, stock, twoWorkers, sideBySide }) => [
    game,
    `${batch.games} x ${batch.steps}`,
    grouped(own.perSecond),
    grouped(own.perCpuSecond),
    grouped(portable.perCpuSecond),
    stock ? grouped(stock.perSecond) : '-',
    stock ? `${(own.perCpuSecond / stock.perCpuSecond).toFixed(1)} x` : '-',
    grouped(twoWorkers.perSecond),
    `${(twoWorkers.perSecond / own.perSecond).toFixed(2)} x`,
    `${(twoWorkers.perCpuSecond / own.perCpuSecond).toFixed(2)} x`,
    `${(sideBySide.perSecond / own.perSecond).toFixed(2)} x`,
  ]);
  return [
    `Agent-steps a second, whole iterations on ${backend}, median of ${repetitions} (${machine.cpu}, ${machine.cores} cores, Node ${machine.node})\n`,
    table(
      [
        { title: 'game', align: 'left' },
        { title: 'batch', align: 'left' },
        { title: 'one core', align: 'right' },
        { title: 'per CPU second', align: 'right' },
        { title: 'portable', align: 'right' },
        { title: 'stock autodiff', align: 'right' },
        { title: 'against stock', align: 'right' },
        { title: 'two workers', align: 'right' },
        { title: 'against one', align: 'right' },
        { title: 'by CPU time', align: 'right' },
        { title: 'two runs', align: 'right' },
      ],
      rows,
    ),
    `Aims: ${grouped(aims.agentSteps)} on one core (harvest ${grouped(aims.agentStepsOfHarvest)}), ${aims.againstStock} x stock, ${aims.ofTwoWorkers} x with two workers; two runs that share nothing show what the machine has.\n`,
    busyRemark(games),
  ].join('');
}

/** Wall clock far behind processor time means that something else had the core meanwhile. */
function busyRemark(games: readonly TrainSpeed[]): string {
  const share = Math.min(...games.map(({ own }) => own.perSecond / own.perCpuSecond));
  if (share > 0.9) return '';
  return `The machine was busy with other work: we had as little as ${Math.round(100 * share)} % of a core.\n`;
}
