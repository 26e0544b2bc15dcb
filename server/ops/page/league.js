// Everybody against everybody, as a heat map; a click plays the pair and shows the replay.
import { h, loading, number, order, replayLink } from './dom.js';

export function leaguePanel(host, server) {
  const outcome = h('p', { role: 'status' });
  host.append(
    h(
      'p',
      {},
      'Reward per step of the row against the column. A click on a cell plays a game of the two, and shows it.',
    ),
    outcome,
  );
  loading(
    host,
    () => server.ask('leagues'),
    (leagues) =>
      leagues.length === 0
        ? h(
            'p',
            { class: 'empty' },
            'No league yet. One of your own: npm run -s cli -- league --game ipd --players ... --json, into leagues/NAME.json of the data folder',
          )
        : leagues.map((league) => heatMap(league, watch)),
  );

  async function watch(game, players) {
    const reason = localStorage.getItem('commonground-ops-name');
    const who = reason ? { who: reason } : await order(`Watch ${players.join(' and ')}`, { asksWhy: false });
    if (!who) return;
    outcome.replaceChildren(`${players.join(' and ')} play ...`);
    try {
      const episode = await server.ask('watch', { game, players, ...who });
      outcome.replaceChildren(`${players.join(' and ')}: `, replayLink(episode, 'watch the replay'));
      outcome.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      outcome.replaceChildren(h('span', { class: 'fault' }, error.message));
    }
  }
}

function heatMap({ name, game, labels, players, cells }, watch) {
  const values = cells.flat().filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const cell = (value, row, column) => {
    if (value === null) return h('td', { class: 'heat' }, '–');
    const share = high > low ? (value - low) / (high - low) : 0.5;
    const pair = [players[row], players[column]];
    const text = number(value, 2);
    const canWatch = pair.every((player) => player !== null);
    return h(
      'td',
      { class: 'heat', style: `--share: ${share.toFixed(3)}` },
      canWatch
        ? h(
            'button',
            {
              type: 'button',
              'aria-label': `${labels[row]} against ${labels[column]}: ${text}; play and watch`,
              onclick: () => void watch(game, pair),
            },
            text,
          )
        : h('span', { title: 'An agent of it is not in this data folder.' }, text),
    );
  };
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `${game}: ${name}` },
    h(
      'table',
      { class: 'heat' },
      h('caption', {}, `${game}: ${name}`),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('td'),
          labels.map((label) => h('th', { scope: 'col' }, label)),
        ),
      ),
      h(
        'tbody',
        {},
        cells.map((line, row) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, labels[row]),
            line.map((value, column) => cell(value, row, column)),
          ),
        ),
      ),
    ),
  );
}
