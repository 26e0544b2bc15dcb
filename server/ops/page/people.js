// How people treat agents, per version: the Human exploitation index.
import { agentLink, h, loading, scaleOf, table, whisker, withInterval } from './dom.js';

export function peoplePanel(host, server) {
  const simulated = h('input', { type: 'checkbox', onchange: () => void refresh() });
  host.append(h('p', {}, h('label', {}, simulated, ' with simulated people (crowd), to try this page')));
  const refresh = loading(
    host,
    () => server.ask('people', { simulated: simulated.checked }),
    ({ episodes, indices }) =>
      [
        h(
          'p',
          {},
          `${episodes.given} episodes of people who agreed; left out: ${episodes.withoutConsent} without consent, ${episodes.simulated} simulated, ${episodes.exploiters} of standing exploiters, ${episodes.invalid} invalid.`,
        ),
        ...[...Map.groupBy(indices, ({ game }) => game)].map(([game, rows]) => gameTable(game, rows)),
        indices.length === 0
          ? h(
              'p',
              { class: 'empty' },
              'No person who agreed to the use of their decisions has played to the end of a game yet.',
            )
          : null,
      ].filter((node) => node !== null),
  );
}

function gameTable(game, rows) {
  const gains = rows.map(({ gain }) => ({ mean: gain.value ?? 0, interval: gain.interval }));
  const [low, high] = scaleOf(gains);
  return table(
    `${game}: gain over the fair split and conduct of people, by partner, with 95 % intervals`,
    [
      'Partner',
      'People#',
      'Episodes#',
      'Gain a step#',
      '',
      'Defects after cooperation#',
      'Betrays near the end#',
      'and before#',
      'Person cooperates#',
      'Partner cooperates#',
      'Welfare#',
    ],
    rows.map((row, i) => [
      row.partner.kind === 'agent' && row.partner.version ? agentLink(row.partner.version) : row.partner.id,
      row.participants,
      row.episodes,
      withInterval(row.gain, 3),
      whisker(gains[i], low, high),
      counted(row.defectionAfterCooperation),
      counted(row.betrayalNearEnd),
      counted(row.betrayalBefore),
      counted(row.personCooperation),
      counted(row.partnerCooperation),
      withInterval(row.welfare, 3),
    ]),
  );
}

function counted(figure) {
  return figure ? `${withInterval(figure)} (${figure.count}/${figure.of})` : null;
}
