import { expect, test } from '@jest/globals';
import { pathOf, routeOf, type Route } from '../../client/router.ts';

test.each<readonly [string, Route]>([
  ['/', { kind: 'lobby' }],
  ['/table/a%20b', { kind: 'table', tableId: 'a b', as: 'play' }],
  ['/watch/xyz', { kind: 'table', tableId: 'xyz', as: 'watch' }],
  ['/replay/e1', { kind: 'replay', episode: 'e1', step: 0, side: 'spectator' }],
  ['/replay/e1?step=12&seat=1', { kind: 'replay', episode: 'e1', step: 12, side: 1 }],
  ['/agent/d7f694', { kind: 'agent', id: 'd7f694' }],
  ['/learn', { kind: 'learn' }],
  ['/settings', { kind: 'settings' }],
  ['/about', { kind: 'about' }],
  ['/table', { kind: 'nowhere', path: '/table' }],
])('[CL5] the address %s leads to its place, and the place has that address', (path, route) => {
  expect(routeOf(path)).toEqual(route);
  expect(pathOf(route)).toBe(path);
});

test('[CL5] a broken address leads somewhere all the same', () => {
  expect(routeOf('/replay/e1?step=-3&seat=x')).toEqual(routeOf('/replay/e1'));
  expect(routeOf('/table/%')).toEqual({ kind: 'table', tableId: '%', as: 'play' });
  expect(routeOf('/a/b/c?d')).toEqual({ kind: 'nowhere', path: '/a/b/c' });
});
