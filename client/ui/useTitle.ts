import { useEffect } from 'preact/hooks';
import { STRINGS } from '../strings.ts';

/** Title of the browser tab; a dot in front when the page wants attention. */
export function useTitle(title: string, wantsAttention = false): void {
  useEffect(() => {
    document.title = `${wantsAttention ? '● ' : ''}${title} · ${STRINGS.productName}`;
  }, [title, wantsAttention]);
}
