// Training curves of the trainer's runs.
import { lineChart } from './chart.js';
import { h, loading, number, table, when } from './dom.js';

const DRAWN = 8;

export function trainingPanel(host, server) {
  let charts = [];
  const clear = () => {
    for (const chart of charts) chart.destroy();
    charts = [];
  };
  const refresh = loading(
    host,
    () => Promise.all([server.ask('jobs'), server.ask('trainer')]),
    ([jobs, trainer]) => {
      clear();
      const plots = h('div', { class: 'charts' });
      // Drawn once they are on the page and have a width.
      requestAnimationFrame(() => {
        const drawn = jobs.filter(({ points }) => points.length > 0).slice(0, DRAWN);
        charts = drawn.map((job) => chartOf(plots, job));
      });
      return [
        h('p', {}, trainerLine(trainer)),
        table(
          'Runs in the data folder',
          [
            'Run',
            'Game',
            'Algorithm',
            'Seed#',
            'State',
            'Changed',
            'Agent-steps#',
            'Reward#',
            'Among themselves#',
          ],
          jobs.map((job) => {
            const last = job.points.at(-1);
            return [
              job.name,
              job.game,
              job.algorithm,
              job.seed,
              h('span', { class: `state ${job.state}` }, job.state),
              when(job.at),
              last?.agentSteps,
              number(last?.reward, 3),
              number(last?.self, 3),
            ];
          }),
          'Nothing was trained here yet. Try: npm run -s cli -- train --game ipd --algorithm advantage-alignment',
        ),
        plots,
      ];
    },
  );
  const timer = setInterval(() => void refresh(), 20_000);
  return () => {
    clearInterval(timer);
    clear();
  };
}

function trainerLine({ doing, turns, current }) {
  if (doing === null) return 'The background trainer has not run here; npm start starts it.';
  if (current === null) return `The background trainer, after ${turns} turns: ${doing}.`;
  const { game, kind, phase, share } = current;
  // While it yields `doing` says so, and the phase what it will go on with.
  const now = doing === phase ? doing : `${doing} (${phase})`;
  return `The background trainer, turn ${turns - 1} (${game}, ${kind}): ${now}, ${Math.round(100 * share)} % done.`;
}

function chartOf(host, { name, game, points }) {
  const has = (key) => points.some((point) => point[key] !== null);
  const series = [
    ['reward per step', 'reward'],
    ['among themselves', 'self'],
    ['log-likelihood of people held back', 'logLikelihood'],
  ].filter(([, key]) => has(key));
  return lineChart(host, {
    title: `${game}: ${name}`,
    xLabel: 'agent-steps',
    x: points.map(({ agentSteps }) => agentSteps),
    series: series.map(([label, key]) => ({ label, values: points.map((point) => point[key]) })),
    height: 200,
  });
}
