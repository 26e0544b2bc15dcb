/** Where in the client somebody is. Every route survives a reload. */
export type Route =
  | { readonly kind: 'lobby' }
  | { readonly kind: 'table'; readonly tableId: string; readonly as: 'play' | 'watch' }
  | {
      readonly kind: 'replay';
      readonly episode: string;
      /** Steps made, from 0: the situation that the link shows. */
      readonly step: number;
      /** Whose eyes. */
      readonly side: number | 'spectator';
    }
  /** A trained agent's card.  `id`: its checkpoint's. */
  | { readonly kind: 'agent'; readonly id: string }
  | { readonly kind: 'learn' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'about' }
  | { readonly kind: 'nowhere'; readonly path: string };

/** @param location path and query of an address, e.g. '/replay/abc?step=3&seat=1' */
export function routeOf(location: string): Route {
  const [path = '/', query = ''] = location.split('?', 2);
  const parts = path.split('/').filter((part) => part !== '');
  const [place, id] = parts;
  if (place === undefined) return { kind: 'lobby' };
  if (parts.length === 1 && (place === 'learn' || place === 'settings' || place === 'about'))
    return { kind: place };
  if (parts.length === 2 && id !== undefined) {
    if (place === 'table') return { kind: 'table', tableId: safeDecode(id), as: 'play' };
    if (place === 'watch') return { kind: 'table', tableId: safeDecode(id), as: 'watch' };
    if (place === 'agent') return { kind: 'agent', id: safeDecode(id) };
    if (place === 'replay') {
      const search = new URLSearchParams(query);
      return {
        kind: 'replay',
        episode: safeDecode(id),
        step: wholeNumber(search.get('step')) ?? 0,
        side: wholeNumber(search.get('seat')) ?? 'spectator',
      };
    }
  }
  return { kind: 'nowhere', path };
}

/** The address of a route: `routeOf(pathOf(route))` is the route again. */
export function pathOf(route: Route): string {
  switch (route.kind) {
    case 'lobby':
      return '/';
    case 'table':
      return `/${route.as === 'play' ? 'table' : 'watch'}/${encodeURIComponent(route.tableId)}`;
    case 'replay':
      return replayPath(route);
    case 'agent':
      return `/agent/${encodeURIComponent(route.id)}`;
    case 'learn':
    case 'settings':
    case 'about':
      return `/${route.kind}`;
    case 'nowhere':
      break;
  }
  return route.path;
}

function replayPath({ episode, step, side }: Route & { readonly kind: 'replay' }): string {
  const search = new URLSearchParams();
  if (step > 0) search.set('step', String(step));
  if (side !== 'spectator') search.set('seat', String(side));
  const query = search.toString();
  return `/replay/${encodeURIComponent(episode)}${query === '' ? '' : `?${query}`}`;
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A hand-typed address may hold a lone % sign. */
function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
