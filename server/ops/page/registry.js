// Which agents are live, on their way there, or out; why; and what a researcher can do about it.
import { agentLink, h, loading, number, order, table, when } from './dom.js';

export function registryPanel(host, server) {
  const outcome = h('p', { role: 'status' });
  host.append(outcome);
  const refresh = loading(
    host,
    () => server.ask('registry'),
    (games) => games.map((game) => gameSection({ button, server }, game)),
  );

  async function act(name, title, body) {
    const reason = await order(title);
    if (!reason) return;
    outcome.textContent = 'At work ...';
    try {
      outcome.textContent = await server.ask(name, { ...body, ...reason });
      outcome.className = '';
    } catch (error) {
      outcome.textContent = error.message;
      outcome.className = 'fault';
    }
    await refresh();
  }

  const button = (text, name, title, body) =>
    h('button', { type: 'button', onclick: () => void act(name, title, body) }, text);
}

/** @param means `button` makes a button of an order: (text, name, title, body) */
function gameSection(means, { game, live, previous, canary, shadow, candidates, refused, pinned, events }) {
  const { button } = means;
  const one = (life) => (life === null ? [] : [life]);
  const stages = [
    ['live', one(live)],
    ['canary', one(canary)],
    ['shadow', one(shadow)],
    ['candidate', candidates.slice(-5)],
    ['previous', previous.slice(-5)],
    ['refused', refused.slice(-5)],
  ];
  const promotable = new Set(['canary', 'shadow', 'candidate', 'previous']);
  const rows = stages.flatMap(([stage, lives]) =>
    lives.map(({ agent, since, who, why, evidence }) => [
      stage,
      agentLink(agent),
      when(since),
      who,
      why,
      evidence ? evidenceButton(means, evidence) : null,
      promotable.has(stage)
        ? button('Make live', 'promote', `Make ${agent.slice(0, 12)} live in ${game}`, { agent })
        : '',
    ]),
  );
  return h(
    'section',
    { 'data-game': game },
    h('h3', {}, pinned ? `${game}, pinned by ${pinned.who}: ${pinned.why}` : game),
    h(
      'p',
      { class: 'buttons' },
      previous.length > 0
        ? button('Roll back', 'roll-back', `Take the live agent of ${game} back`, { game })
        : h('span', { class: 'empty' }, 'There is no earlier live agent to roll back to. '),
      live && !pinned ? button('Pin', 'pin', `Pin the live agent of ${game}`, { game }) : null,
      live && pinned ? button('Unpin', 'unpin', `Unpin the live agent of ${game}`, { game }) : null,
    ),
    table(
      `Agents of ${game}`,
      ['Stage', 'Agent', 'Since', 'By', 'Why', 'Evidence', ''],
      rows,
      'No agent of it was released or proposed. Try: npm run -s cli -- train',
    ),
    table(
      `Promotions and refusals of ${game}, newest first`,
      ['When', 'Agent', 'What', 'By', 'Why', 'Evidence'],
      events
        .slice(-30)
        .reverse()
        .map(({ at, agent, what, from, to, who, why, evidence }) => [
          when(at),
          agentLink(agent),
          what === 'moved' ? `${from} → ${to}` : what,
          who,
          why,
          evidence ? evidenceButton(means, evidence) : null,
        ]),
      'Nothing has happened yet: whoever is live is so since the installation.',
    ),
  );
}

function evidenceButton(means, id) {
  return h(
    'button',
    { type: 'button', onclick: ({ currentTarget }) => void show(means, currentTarget, id) },
    id.slice(0, 8),
  );
}

async function show({ server }, target, id) {
  const section = target.closest('section');
  section.querySelector('.evidence')?.remove();
  const place = h('div', { class: 'evidence' }, h('p', { class: 'empty' }, 'Reading ...'));
  section.append(place);
  try {
    place.replaceChildren(...evidenceOf(id, await server.ask('evidence', { id })));
  } catch (error) {
    place.replaceChildren(h('p', { class: 'fault' }, error.message));
  }
  place.scrollIntoView({ block: 'nearest' });
}

function evidenceOf(id, { step, candidate, live, at, notes, verdict, ladder = [] }) {
  return [
    h('h4', {}, `Evidence ${id}: ${step}, ${verdict.kind}`),
    h(
      'p',
      {},
      `${when(at)}. Candidate `,
      agentLink(candidate),
      live ? ' beside ' : '',
      live ? agentLink(live) : '',
      '.',
    ),
    h('ul', {}, ...[...verdict.reasons, ...notes].map((text) => h('li', {}, text))),
    table(
      'Limits',
      [
        'Measure',
        'Status',
        'Value#',
        'Standard error#',
        'n#',
        'At least#',
        'At most#',
        'Broken, it would mean',
      ],
      verdict.checks.map(({ measure, status, value, low, high, because }) => [
        measure,
        h('span', { class: `state ${status}` }, status),
        number(value?.mean, 3),
        number(value?.standardError, 3),
        value?.n,
        number(low, 3),
        number(high, 3),
        because,
      ]),
      'This step has no limits.',
    ),
    ...(ladder.length > 0 ? [ladderTable(ladder)] : []),
  ];
}

/** Who attacked the candidate, and what came of it. */
function ladderTable(ladder) {
  return table(
    'Who attacked it, in reward per step and seat: gain is what pays beyond being a copy of it, loss what it lost',
    ['Who', 'Kind', 'Gets#', 'Candidate gets#', 'Gain#', 'Standard error#', 'Loss#', ''],
    ladder.map(({ ref, kind, exploiter, target, gain, loss, exploits }) => [
      ref,
      kind === 'other' ? 'named' : kind,
      number(exploiter.mean, 3),
      number(target.mean, 3),
      number(gain.mean, 3),
      number(gain.standardError, 3),
      number(loss.mean, 3),
      exploits ? 'exploits it' : '',
    ]),
    'Nobody did.',
  );
}
