// What standing exploiters get out of live agents, and how that drifts: the ladder over time.
import { lineChart } from './chart.js';
import { agentLink, h, loading, number, replayLink, scaleOf, table, whisker, withInterval } from './dom.js';

export function standingPanel(host, server) {
  let charts = [];
  const clear = () => {
    for (const chart of charts) chart.destroy();
    charts = [];
  };
  const by = h(
    'select',
    { onchange: () => void refresh() },
    h('option', { value: 'hour' }, 'by hour'),
    h('option', { value: 'day' }, 'by day'),
  );
  host.append(h('p', {}, h('label', {}, 'Drift ', by)));
  const refresh = loading(
    host,
    () => server.ask('standing', { by: by.value }),
    ({ rows }) => {
      clear();
      if (rows.length === 0)
        return h(
          'p',
          { class: 'empty' },
          'No exploiter has played an agent to the end of a game yet. Start them with: npm run -s cli -- exploiters',
        );
      const groups = Map.groupBy(rows, ({ game, agent }) => `${game} ${agent}`);
      return [...groups.values()].map((group) => section(group));
    },
  );

  function section(rows) {
    const [{ game, agent }] = rows;
    const plot = h('div', { class: 'charts wide' });
    requestAnimationFrame(() => charts.push(ladderOverTime(plot, rows)));
    const [low, high] = scaleOf(rows.map(({ gap }) => gap));
    return h(
      'section',
      {},
      h('h3', {}, `${game}: `, agentLink(agent)),
      plot,
      table(
        'Ladder: exploiters by what they get beyond the agent, with 95 % intervals over games',
        ['Exploiter', 'Games#', 'Exploiter gets#', 'Agent gets#', 'Gap#', '', 'Drift#', 'Last game'],
        rows
          .toSorted((a, b) => b.gap.mean - a.gap.mean)
          .map((row) => [
            row.exploiter,
            row.games,
            number(row.exploiterIncome.mean, 3),
            number(row.agentIncome.mean, 3),
            withInterval(row.gap, 3),
            whisker(row.gap, low, high),
            row.drift ? driftCell(row.drift) : null,
            replayLink(row.episode),
          ]),
      ),
    );
  }
  return clear;
}

/** A drift whose interval leaves zero out towards the exploiter is what one looks for. */
function driftCell(drift) {
  const isWorse = drift.interval && drift.interval.low > 0;
  return h('span', { class: isWorse ? 'fault' : '' }, withInterval(drift, 3));
}

function ladderOverTime(host, rows) {
  const times = [...new Set(rows.flatMap(({ buckets }) => buckets.map(({ from }) => from)))].sort(
    (a, b) => a - b,
  );
  const worst = rows.toSorted((a, b) => b.gap.mean - a.gap.mean).slice(0, 6);
  return lineChart(host, {
    title: 'Gap of the strongest exploiters over time (exploiter less agent)',
    x: times.map((from) => from / 1000),
    time: true,
    series: worst.map(({ exploiter, buckets }) => ({
      label: exploiter,
      values: times.map((from) => buckets.find((bucket) => bucket.from === from)?.gap.mean ?? null),
    })),
    height: 220,
  });
}
