import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { STRINGS } from '../strings.ts';
import { MessagePage } from './MessagePage.tsx';
import { loadLearning } from './loadLearning.ts';

type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly Screen: ComponentType }
  | { readonly kind: 'failed' };

/** The page "watch it learn", whose code loads when somebody comes here. */
export function LearnPage() {
  const [loading, setLoading] = useState<Loading>({ kind: 'loading' });
  useEffect(() => {
    let mounted = true;
    loadLearning().then(
      ({ LearnScreen }) => mounted && setLoading({ kind: 'loaded', Screen: LearnScreen }),
      () => mounted && setLoading({ kind: 'failed' }),
    );
    return () => {
      mounted = false;
    };
  }, []);
  if (loading.kind === 'loading') return <p class="panel">{STRINGS.loading}</p>;
  if (loading.kind === 'loaded') return <loading.Screen />;
  return <MessagePage title={STRINGS.learn.title} text={STRINGS.learn.failed} testId="learn-failed" />;
}
