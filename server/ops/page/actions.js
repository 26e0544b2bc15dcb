// What was done through this page, by whom, from where.
import { loading, table, when } from './dom.js';

export function actionsPanel(host, server) {
  loading(
    host,
    () => server.ask('actions'),
    (actions) =>
      table(
        'The newest 200, logins among them (ops-actions.jsonl of the data folder has all)',
        ['When', 'What', 'Who', 'From', 'With', 'Outcome'],
        actions.map(({ at, what, who, address, body, outcome }) => [
          when(at),
          what,
          who || '–',
          address,
          Object.entries(body)
            .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`)
            .join('; '),
          outcome,
        ]),
        'Nothing was done here yet.',
      ),
  );
}
