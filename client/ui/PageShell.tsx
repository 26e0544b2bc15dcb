import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Route } from '../router.ts';
import { STRINGS } from '../strings.ts';
import { announcement } from './announcer.ts';
import { Link } from './Link.tsx';
import { Logo } from './Logo.tsx';
import { useStore } from './useStore.ts';

interface PageShellProps {
  readonly route: Route;
  readonly children: ComponentChildren;
}

/** Header, main landmark and live region around every page. */
export function PageShell({ route, children }: PageShellProps) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const place = route.kind === 'table' ? `${route.kind} ${route.tableId} ${route.as}` : route.kind;
  useEffect(() => {
    // A new page starts at its heading, as a loaded one would; the first one is left to the browser.
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [place]);
  return (
    <>
      <a class="skip-link" href="#main">
        {STRINGS.nav.skip}
      </a>
      <header class="site-header">
        <Link to={{ kind: 'lobby' }} class="brand">
          <Logo />
          <span>{STRINGS.productName}</span>
        </Link>
        <nav aria-label={STRINGS.nav.label}>
          <Link to={{ kind: 'lobby' }} current={route.kind === 'lobby'}>
            {STRINGS.nav.lobby}
          </Link>
          <Link to={{ kind: 'settings' }} current={route.kind === 'settings'}>
            {STRINGS.nav.settings}
          </Link>
          <Link to={{ kind: 'about' }} current={route.kind === 'about'}>
            {STRINGS.nav.about}
          </Link>
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1} class={`page page-${route.kind}`}>
        {children}
      </main>
      <LiveRegion />
    </>
  );
}

function LiveRegion() {
  return (
    <p class="visually-hidden" role="status" aria-live="polite" data-testid="announcement">
      {useStore(announcement)}
    </p>
  );
}
