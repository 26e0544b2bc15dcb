// Exports of the research log, made and taken home here.
import { h, loading, order, table, when } from './dom.js';

export function exportsPanel(host, server) {
  const format = h(
    'select',
    {},
    ...['csv', 'parquet', 'jsonl'].map((name) => h('option', { value: name }, name)),
  );
  const simulated = h('input', { type: 'checkbox' });
  const outcome = h('p', { role: 'status' });
  const make = h('button', { type: 'button', onclick: () => void begin() }, 'Export all games');
  host.append(
    h(
      'p',
      { class: 'buttons' },
      h('label', {}, 'Format ', format),
      h('label', {}, simulated, ' with simulated people'),
      make,
    ),
    outcome,
  );
  const refresh = loading(
    host,
    () => server.ask('exports'),
    (exports) =>
      table(
        'Exports in the data folder; links hold for a quarter of an hour',
        ['Made', 'Format', 'Episodes#', 'Running, left out#', 'Simulated, left out#', 'Files'],
        exports.map(({ name, manifest, ticket }) => [
          when(Date.parse(manifest.createdAt)),
          manifest.format,
          manifest.episodes.exported,
          manifest.episodes.running,
          manifest.episodes.simulated,
          [...manifest.files.map((file) => file.name), 'manifest.json'].flatMap((file) => [
            h('a', { href: `files/${ticket}/${file}`, download: `${name}-${file}` }, file),
            ' ',
          ]),
        ]),
        'Nothing was exported here yet.',
      ),
  );

  async function begin() {
    const who = await order(`Export all games as ${format.value}`, { asksWhy: false });
    if (!who) return;
    make.disabled = true;
    outcome.className = '';
    outcome.textContent = 'Writing the export ...';
    try {
      const name = await server.ask('export', { format: format.value, simulated: simulated.checked, ...who });
      outcome.textContent = `Written: ${name}`;
    } catch (error) {
      outcome.className = 'fault';
      outcome.textContent = error.message;
    }
    make.disabled = false;
    await refresh();
  }
}
