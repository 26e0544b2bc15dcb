// Elements, tables and numbers of the researchers' page.

/** @param props attributes; `on...` are listeners, `true` an attribute without a value   @param children nodes or text */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * @param columns titles; those that end in # have numbers   @param rows [row][column] text, number or node
 * @param empty what to say instead of a table without rows
 */
export function table(caption, columns, rows, empty = 'Nothing yet.') {
  if (rows.length === 0) return h('section', {}, h('h3', {}, caption), h('p', { class: 'empty' }, empty));
  const isNumber = columns.map((title) => title.endsWith('#'));
  const head = columns.map((title, i) =>
    h('th', { scope: 'col', class: isNumber[i] ? 'number' : null }, title.replace(/#$/, '')),
  );
  const body = rows.map((row) =>
    h(
      'tr',
      {},
      row.map((cell, i) => h('td', { class: isNumber[i] ? 'number' : null }, shown(cell))),
    ),
  );
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, head)), h('tbody', {}, body)),
  );
}

function shown(cell) {
  if (cell === null || cell === undefined) return '–';
  return cell instanceof Node || Array.isArray(cell) ? cell : String(cell);
}

export function number(value, digits = 2) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  // No minus before a zero.
  return value.toFixed(digits).replace(/^-(?=[0.]+$)/, '');
}

/** A mean with its interval. */
export function withInterval(figure, digits = 2) {
  if (!figure || (figure.mean ?? figure.value ?? null) === null) return '–';
  const mean = number(figure.mean ?? figure.value, digits);
  const { interval } = figure;
  return interval ? `${mean} [${number(interval.low, digits)}, ${number(interval.high, digits)}]` : mean;
}

export function when(at) {
  return at === null || at === undefined ? 'since the installation' : new Date(at).toLocaleString();
}

export function ago(at, now) {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h`;
}

export function shortId(id) {
  return /^[0-9a-f]{64}$/.test(id) ? id.slice(0, 12) : id;
}

export function agentLink(id) {
  return h('a', { href: `/agent/${encodeURIComponent(id)}`, target: '_blank' }, shortId(id));
}

export function replayLink(episode, text = 'watch') {
  return h('a', { href: `/replay/${encodeURIComponent(episode)}`, target: '_blank' }, text);
}

/** A mean and its interval on a common scale, with a line at zero. */
export function whisker({ mean, interval }, low, high) {
  const width = 180;
  const at = (value) => ((value - low) / (high - low || 1)) * (width - 12) + 6;
  const svg = (tag, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const root = svg('svg', { width, height: 16, class: 'whisker', 'aria-hidden': 'true' });
  root.append(svg('line', { x1: at(0), x2: at(0), y1: 0, y2: 16, class: 'zero' }));
  if (interval) root.append(svg('line', { x1: at(interval.low), x2: at(interval.high), y1: 8, y2: 8 }));
  root.append(svg('circle', { cx: at(mean), cy: 8, r: 4 }));
  return root;
}

/** Ends of a scale that holds zero and all of them. */
export function scaleOf(figures) {
  const values = figures.flatMap(({ mean, interval }) => (interval ? [interval.low, interval.high] : [mean]));
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

/** Loads what a panel shows, says so meanwhile, and what went wrong.  @param draw gets the answer, returns nodes */
export function loading(host, load, draw) {
  const place = h('div', {}, h('p', { role: 'status', class: 'empty' }, 'Reading ...'));
  const again = h('button', { type: 'button', onclick: () => void refresh() }, 'Read again');
  host.append(h('p', { class: 'buttons' }, again), place);
  let life = 0;
  async function refresh() {
    const mine = (life += 1);
    again.disabled = true;
    try {
      const answer = await load();
      if (mine === life) place.replaceChildren(...[draw(answer)].flat());
    } catch (error) {
      if (mine === life) place.replaceChildren(h('p', { role: 'alert', class: 'fault' }, error.message));
    }
    again.disabled = false;
  }
  void refresh();
  return refresh;
}

/** Asks who wants something and why.  @returns undefined if nobody does */
export function order(title, { asksWhy = true } = {}) {
  const dialog = document.getElementById('order');
  const form = dialog.querySelector('form');
  const { who, why } = form.elements;
  document.getElementById('order-title').textContent = title;
  document.getElementById('order-why').hidden = !asksWhy;
  why.required = asksWhy;
  who.value = localStorage.getItem('commonground-ops-name') ?? '';
  why.value = '';
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        if (dialog.returnValue !== 'yes') return resolve(undefined);
        localStorage.setItem('commonground-ops-name', who.value);
        return resolve(asksWhy ? { who: who.value, why: why.value } : { who: who.value });
      },
      { once: true },
    );
  });
}
