// The researchers' page: asks for the password, keeps the connection, shows one panel at a time.
import { h } from './dom.js';
import { actionsPanel } from './actions.js';
import { exportsPanel } from './exports.js';
import { leaguePanel } from './league.js';
import { livePanel } from './live.js';
import { peoplePanel } from './people.js';
import { registryPanel } from './registry.js';
import { standingPanel } from './standing.js';
import { trainingPanel } from './training.js';

const KEY = 'commonground-ops-password';
const PATIENCE_MS = 150_000;
/** A long log on a busy machine; whoever reloads the page meanwhile finds the export listed when it is done. */
const EXPORT_PATIENCE_MS = 4 * 3_600_000;

/** In the order of the navigation; the name stands in the address. */
const PANELS = [
  { id: 'live', title: 'Rooms', panel: livePanel },
  { id: 'training', title: 'Training', panel: trainingPanel },
  { id: 'agents', title: 'Agents', panel: registryPanel },
  { id: 'exploiters', title: 'Exploiters', panel: standingPanel },
  { id: 'league', title: 'League', panel: leaguePanel },
  { id: 'people', title: 'People', panel: peoplePanel },
  { id: 'exports', title: 'Exports', panel: exportsPanel },
  { id: 'actions', title: 'Actions', panel: actionsPanel },
];

const byId = (id) => document.getElementById(id);
const say = (text) => (byId('state').textContent = text);
const known = { status: null, history: [] };
const listeners = new Set();
let socket;

/** What panels have of the server. */
const server = {
  known,
  /** @returns how to stop */
  onNews(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** @throws Error with the server's words */
  async ask(name, body = {}) {
    const patience = name === 'export' ? EXPORT_PATIENCE_MS : PATIENCE_MS;
    const reply = await socket.timeout(patience).emitWithAck('ask', name, body);
    if (!reply.ok) throw new Error(reply.message);
    return reply.answer;
  },
};

function open(password) {
  socket?.disconnect();
  // eslint-disable-next-line no-undef -- `io` comes from socket.io.js.
  socket = io('/ops', { auth: { password }, reconnectionDelayMax: 5000 });
  say('Connecting ...');
  socket.on('connect', () => {
    sessionStorage.setItem(KEY, password);
    say('Connected.');
    byId('login').hidden = true;
    if (byId('inside').hidden) {
      byId('inside').hidden = false;
      showPanel();
    }
  });
  socket.on('disconnect', (reason) => say(`Connection lost (${reason}); trying again.`));
  socket.on('connect_error', (error) => {
    const isWrong = error.message === 'wrong password';
    if (isWrong) sessionStorage.removeItem(KEY);
    byId('login').hidden = !isWrong && sessionStorage.getItem(KEY) !== null;
    say(isWrong ? 'Wrong password.' : `No connection (${error.message}).`);
  });
  socket.on('history', (history) => {
    known.history = history;
    tell();
  });
  socket.on('status', (status) => {
    known.status = status;
    tell();
  });
}

function tell() {
  for (const listener of listeners) listener();
}

let leave = () => undefined;

function showPanel() {
  const { id: name, title, panel } = PANELS.find(({ id }) => `#${id}` === location.hash) ?? PANELS[0];
  for (const link of byId('panels').children) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  leave();
  const host = byId('panel');
  host.replaceChildren(h('h2', {}, title));
  host.dataset.panel = name;
  leave = panel(host, server) ?? (() => undefined);
}

byId('panels').append(...PANELS.map(({ id, title }) => h('a', { href: `#${id}` }, title)));
addEventListener('hashchange', () => {
  if (!byId('inside').hidden) showPanel();
});
byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  open(byId('password').value);
});
const kept = sessionStorage.getItem(KEY);
if (kept !== null) {
  byId('login').hidden = true;
  open(kept);
}
