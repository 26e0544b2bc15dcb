// Rooms and who sits in them, waiting people, delays, memory: what the server says once a second.
import { lineChart } from './chart.js';
import { agentLink, ago, h, number, table } from './dom.js';

const CHARTS = [
  ['Event loop delay, 99 in 100', 'ms', [['event loop', 'eventLoopP99']]],
  ['Ticks come late by, 99 in 100', 'ms', [['tick jitter', 'tickJitterP99']]],
  [
    'Decisions, 99 in 100',
    'ms',
    [
      ['person to result', 'decisionLatencyP99'],
      ['agent', 'agentLatencyP99'],
    ],
  ],
  [
    'Memory',
    'MiB',
    [
      ['resident', 'residentMiB'],
      ['heap', 'heapMiB'],
      ['buffers outside of it', 'externalMiB'],
    ],
  ],
];

export function livePanel(host, server) {
  const tables = h('div');
  const plots = h('div', { class: 'charts' });
  host.append(tables, h('h3', {}, 'The last hour'), plots);
  const charts = CHARTS.map(([title, unit, series]) => ({
    series,
    chart: lineChart(plots, {
      title,
      unit,
      x: [],
      time: true,
      series: series.map(([label]) => ({ label, values: [] })),
    }),
  }));
  const show = () => {
    const { status, history } = server.known;
    if (!status) return;
    tables.replaceChildren(...tablesOf(status));
    extend(history, status);
    const x = history.map(({ at }) => at / 1000);
    for (const { series, chart } of charts)
      chart.set(
        x,
        series.map(([, name]) => history.map((sample) => sample[name])),
      );
  };
  show();
  const stop = server.onNews(show);
  return () => {
    stop();
    for (const { chart } of charts) chart.destroy();
  };
}

/** The page goes on with the history by itself, so that it is as fresh as the tables. */
function extend(history, status) {
  if (status.at - (history.at(-1)?.at ?? 0) < 5000) return;
  history.push({
    at: status.at,
    residentMiB: status.memory.resident,
    heapMiB: status.memory.heap,
    externalMiB: status.memory.external,
    eventLoopP99: status.eventLoopDelay.p99,
    tickJitterP99: status.tickJitter.p99,
    decisionLatencyP99: status.decisionLatency.p99,
    agentLatencyP99: Math.max(0, ...status.agents.map(({ latency }) => latency.p99)),
  });
  if (history.length > 720) history.shift();
}

function tablesOf(status) {
  const minutes = Math.floor(status.uptimeSeconds / 60);
  const refusals = Object.entries(status.refusals).map(([code, count]) => `${code} ${count}`);
  const seats = status.rooms.flatMap((room) => room.seats);
  const people = seats.filter((seat) => seat.kind === 'person' && seat.presence === 'here');
  const waiting = status.rooms.filter(({ waitingSince }) => waitingSince !== null);
  const quantiles = ({ p50, p99, max, count }) => [number(p50, 1), number(p99, 1), number(max, 1), count];
  return [
    h(
      'dl',
      { class: 'figures' },
      ...[
        ['State', status.draining ? 'draining' : 'running'],
        ['Up', `${Math.floor(minutes / 60)} h ${minutes % 60} min`],
        ['Tables', status.rooms.length],
        ['People with a seat', people.length],
        ['of them simulated', people.filter(({ id }) => id?.startsWith('sim-')).length],
        ['Decisions a second', number(status.decisionsPerSecond, 1)],
        ['Memory', `${status.memory.resident.toFixed(0)} MiB`],
        ['of that heap', `${status.memory.heap.toFixed(0)}, ${status.memory.heapUsed.toFixed(0)} in use`],
        ['Buffers outside of it', `${status.memory.external.toFixed(0)} MiB`],
        ['Refused requests', refusals.join(', ') || 'none'],
      ].map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, String(value)))),
    ),
    table(
      'Waiting people',
      ['Game', 'Table', 'Waiting for', 'Open seats#'],
      waiting.map((room) => [
        room.game,
        room.tableId,
        ago(room.waitingSince, status.at),
        room.seats.filter(({ kind }) => kind === 'open').length,
      ]),
      'Nobody waits.',
    ),
    table(
      'Tables',
      ['Game', 'Phase', 'Step#', 'Seats', 'Watchers#', 'Table'],
      status.rooms.map((room) => [
        room.game,
        room.phase,
        room.step,
        h('ul', { class: 'seats' }, ...seatLines(room.seats).map((line) => h('li', {}, line))),
        room.watchers,
        h('a', { href: `/watch/${room.tableId}`, target: '_blank' }, room.tableId),
      ]),
      'No table is open. People open one in the lobby; simulated ones come with: npm run -s cli -- crowd',
    ),
    table(
      'Trained agents, since the start of the server (delays: last ten seconds, in milliseconds)',
      ['Agent', 'Answers in time#', 'Deadline missed#', 'Missed#', 'median#', '99 in 100#', 'worst#'],
      status.agents.map(({ agent, answered, replaced, latency }) => [
        agentLink(agent),
        answered,
        replaced,
        `${number((100 * replaced) / Math.max(1, answered + replaced), 2)} %`,
        ...quantiles(latency).slice(0, 3),
      ]),
      'No agent has been asked for a decision yet.',
    ),
    table(
      'Delays of the last seconds, in milliseconds',
      ['What', 'median#', '99 in 100#', 'worst#', 'count#'],
      [
        ['Event loop', ...quantiles(status.eventLoopDelay)],
        ['Ticks come late by', ...quantiles(status.tickJitter)],
        ['Decision to its result', ...quantiles(status.decisionLatency)],
      ],
    ),
  ];
}

/** Seats beside each other that say the same stand in one line. */
function seatLines(seats) {
  const lines = [];
  for (const seat of seats) {
    const text = seatText(seat);
    const last = lines.at(-1);
    if (last?.text === text) last.to = seat.seat;
    else lines.push({ from: seat.seat, to: seat.seat, text });
  }
  return lines.map(({ from, to, text }) => `${from === to ? from : `${from}–${to}`}: ${text}`);
}

function seatText({ kind, id, presence, roundTripMs }) {
  if (kind === 'open') return 'open';
  const trip = roundTripMs === null ? '' : `, ${Math.round(roundTripMs)} ms`;
  return kind === 'program' ? id : `${id} (${presence}${trip})`;
}
