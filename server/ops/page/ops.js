// The plain status page of operations: shows what the /ops namespace says, once a second.
'use strict';

const byId = (id) => document.getElementById(id);
const say = (text) => (byId('state').textContent = text);
const KEY = 'commonground-ops-password';
let socket;

function open(password) {
  socket?.disconnect();
  // eslint-disable-next-line no-undef -- `io` comes from socket.io.js.
  socket = io('/ops', { auth: { password }, reconnectionDelayMax: 5000 });
  say('Connecting ...');
  socket.on('connect', () => {
    sessionStorage.setItem(KEY, password);
    say('Connected.');
    byId('status').hidden = false;
  });
  socket.on('disconnect', (reason) => say(`Connection lost (${reason}); trying again.`));
  socket.on('connect_error', (error) => {
    if (error.message === 'wrong password') sessionStorage.removeItem(KEY);
    say(error.message === 'wrong password' ? 'Wrong password.' : `No connection (${error.message}).`);
  });
  socket.on('status', show);
}

function show(status) {
  const minutes = Math.floor(status.uptimeSeconds / 60);
  const refusals = Object.entries(status.refusals).map(([code, count]) => `${code} ${count}`);
  const seats = status.rooms.flatMap((room) => room.seats);
  rows('figures', [
    ['State', status.draining ? 'draining' : 'running'],
    ['Up', `${Math.floor(minutes / 60)} h ${minutes % 60} min`],
    ['Tables', status.rooms.length],
    ['People with a seat', seats.filter((seat) => seat.kind === 'person' && seat.presence === 'here').length],
    ['Decisions a second', status.decisionsPerSecond.toFixed(1)],
    ['Memory', `${status.memoryMiB.toFixed(0)} MiB`],
    ['Refused requests', refusals.join(', ') || 'none'],
  ]);
  const quantiles = ({ p50, p99, max, count }) => [p50.toFixed(1), p99.toFixed(1), max.toFixed(1), count];
  rows('delays', [
    ['Event loop', ...quantiles(status.eventLoopDelay)],
    ['Ticks come late by', ...quantiles(status.tickJitter)],
    ['Decision to its result', ...quantiles(status.decisionLatency)],
  ]);
  rows(
    'rooms',
    status.rooms.map((room) => [
      room.tableId,
      room.game,
      room.phase,
      room.step,
      room.seats.map(seatText).join('; '),
      room.watchers,
      room.episode ?? '',
    ]),
  );
}

function seatText({ seat, kind, id, presence, roundTripMs }) {
  const trip = roundTripMs === null ? '' : `, ${Math.round(roundTripMs)} ms`;
  return kind === 'open' ? `${seat}: open` : `${seat}: ${id} (${presence}${trip})`;
}

function rows(table, lines) {
  const body = byId(table).querySelector('tbody');
  body.replaceChildren(
    ...lines.map((cells) => {
      const row = document.createElement('tr');
      for (const cell of cells) {
        const td = document.createElement('td');
        td.textContent = String(cell);
        if (typeof cell === 'number') td.className = 'number';
        row.append(td);
      }
      return row;
    }),
  );
}

byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  open(byId('password').value);
});
const kept = sessionStorage.getItem(KEY);
if (kept !== null) open(kept);
