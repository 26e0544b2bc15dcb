import type { ComponentChildren } from 'preact';
import { STRINGS } from '../strings.ts';
import { Link } from '../ui/Link.tsx';
import { useTitle } from '../ui/useTitle.ts';

interface MessagePageProps {
  readonly title: string;
  readonly text: string;
  /** Buttons or links before the way back to the lobby. */
  readonly children?: ComponentChildren;
  readonly testId?: string;
}

/** A page that says one thing and always has a way out. */
export function MessagePage({ title, text, children, testId }: MessagePageProps) {
  useTitle(title);
  return (
    <section class="panel message-page" data-testid={testId}>
      <h1>{title}</h1>
      <p>{text}</p>
      <div class="actions">
        {children}
        <Link to={{ kind: 'lobby' }} class="button quiet">
          {STRINGS.backToLobby}
        </Link>
      </div>
    </section>
  );
}
