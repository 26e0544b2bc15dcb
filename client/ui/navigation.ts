import { pathOf, routeOf, type Route } from '../router.ts';
import { Store } from './store.ts';

export const route = new Store<Route>(here());

function here(): Route {
  return routeOf(location.pathname + location.search);
}

globalThis.addEventListener('popstate', () => route.set(here()));

export function goTo(target: Route): void {
  history.pushState(null, '', withRenderer(pathOf(target)));
  route.set(target);
  scrollTo(0, 0);
}

/** Changes the address without a new page: what a reload would show. */
export function rewriteAddress(target: Route): void {
  history.replaceState(null, '', withRenderer(pathOf(target)));
}

/** An address for other people: absolute, without what is only true here. */
export function shareableLink(target: Route): string {
  return location.origin + pathOf(target);
}

/** `?renderer=` is a choice for this tab and goes along from page to page. */
function withRenderer(path: string): string {
  const renderer = new URLSearchParams(location.search).get('renderer');
  if (renderer === null) return path;
  return `${path}${path.includes('?') ? '&' : '?'}renderer=${encodeURIComponent(renderer)}`;
}
