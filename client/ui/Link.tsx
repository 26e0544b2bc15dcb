import type { ComponentChildren } from 'preact';
import { pathOf, type Route } from '../router.ts';
import { goTo } from './navigation.ts';

interface LinkProps {
  readonly to: Route;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly label?: string;
  readonly current?: boolean;
  readonly testId?: string;
}

/** A link within the client; with a modifier key the browser does its own thing. */
export function Link({ to, children, label, current, testId, class: className }: LinkProps) {
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a
      href={pathOf(to)}
      class={className}
      aria-label={label}
      aria-current={current === true ? 'page' : undefined}
      data-testid={testId}
      onClick={follow}
    >
      {children}
    </a>
  );
}
