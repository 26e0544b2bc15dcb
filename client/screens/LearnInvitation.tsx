import { useEffect } from 'preact/hooks';
import { STRINGS } from '../strings.ts';
import { Link } from '../ui/Link.tsx';
import { prefetchLearning } from './loadLearning.ts';

/** The lobby comes first: what this fetches must not slow it down. */
const PATIENCE_MS = 4000;

/** The way to the learning page. Its code is fetched when all is quiet, so that it opens even if the server is gone. */
export function LearnInvitation() {
  const { learn: text } = STRINGS;
  useEffect(() => {
    const timer = setTimeout(() => {
      prefetchLearning().catch(() => undefined); // it is asked for again when somebody goes there
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <section class="learn-invitation" aria-labelledby="learn-title">
      <h2 id="learn-title">{text.title}</h2>
      <p>{text.text}</p>
      <Link to={{ kind: 'learn' }} class="button" testId="go-learn">
        {text.action}
      </Link>
    </section>
  );
}
